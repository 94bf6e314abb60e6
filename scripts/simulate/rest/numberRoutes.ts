// IncomingPhoneNumbers: the account's numbers and the addresses that they ask, shown and changed.
import type { PhoneNumber } from '../phoneNumbers.js';
import { showDate } from './dates.js';
import type { Form } from './form.js';
import { type Asked, operation } from './operation.js';
import { pageFields, showPage } from './page.js';
import { notFound } from './refusal.js';
import type { RestParts } from './restParts.js';

const updateFields = [
  ...['FriendlyName', 'VoiceUrl', 'VoiceMethod', 'VoiceFallbackUrl', 'VoiceFallbackMethod', 'VoiceApplicationSid'],
  ...['VoiceCallerIdLookup', 'VoiceReceiveMode', 'StatusCallback', 'StatusCallbackMethod', 'TrunkSid'],
  ...['SmsUrl', 'SmsMethod', 'SmsFallbackUrl', 'SmsFallbackMethod', 'SmsApplicationSid', 'AddressSid', 'BundleSid'],
];

export function addNumberRoutes({ app, standIn, root }: RestParts): void {
  const { numbers, accountSid } = standIn;
  const createdAt = standIn.now();
  const show = (number: PhoneNumber) => showNumber(accountSid, number, createdAt);
  const find = ({ part, path }: Asked): PhoneNumber => {
    const number = numbers.all.find(({ sid }) => sid === part('sid'));
    if (!number) throw notFound(path);
    return number;
  };

  app.get(
    `${root}/IncomingPhoneNumbers.json`,
    operation(
      standIn,
      'incomingPhoneNumbers.list',
      ['PhoneNumber', 'FriendlyName', 'Beta', 'Origin', ...pageFields],
      (asked) => {
        const { form } = asked;
        const equals = (name: string, value: string) => form.text(name) === null || form.text(name) === value;
        const found = numbers.all.filter(
          ({ number, friendlyName }) => equals('PhoneNumber', number) && equals('FriendlyName', friendlyName),
        );
        return { body: showPage(asked, 'incoming_phone_numbers', found.map(show)) };
      },
    ),
  );

  app.get(
    `${root}/IncomingPhoneNumbers/:sid.json`,
    operation(standIn, 'incomingPhoneNumbers.fetch', [], (asked) => ({ body: show(find(asked)) })),
  );

  app.post(
    `${root}/IncomingPhoneNumbers/:sid.json`,
    operation(standIn, 'incomingPhoneNumbers.update', updateFields, (asked) => {
      const number = find(asked);
      change(number, asked.form);
      return { body: show(number) };
    }),
  );
}

/** Only what was given changes; an empty URL takes the old one away. */
function change(number: PhoneNumber, form: Form): void {
  const read = (name: string, method: string, old: PhoneNumber['voice'], code: number) => {
    if (form.text(name) !== null) return form.hook(name, method, code);
    const given = form.choice(method, ['GET', 'POST']);
    return old && given ? { ...old, method: given } : old;
  };
  number.voice = read('VoiceUrl', 'VoiceMethod', number.voice, 21_402);
  number.fallback = read('VoiceFallbackUrl', 'VoiceFallbackMethod', number.fallback, 21_405);
  number.statusCallback = read('StatusCallback', 'StatusCallbackMethod', number.statusCallback, 21_609);
  number.friendlyName = form.text('FriendlyName') ?? number.friendlyName;
  number.applicationSid = form.text('VoiceApplicationSid') ?? number.applicationSid;
  number.looksCallersUp = form.flag('VoiceCallerIdLookup') ?? number.looksCallersUp;
}

function showNumber(accountSid: string, number: PhoneNumber, createdAt: number) {
  const { voice, fallback, statusCallback } = number;
  return {
    sid: number.sid,
    account_sid: accountSid,
    phone_number: number.number,
    friendly_name: number.friendlyName,
    api_version: '2010-04-01',
    voice_url: voice?.url ?? null,
    voice_method: voice?.method ?? 'POST',
    voice_fallback_url: fallback?.url ?? null,
    voice_fallback_method: fallback?.method ?? 'POST',
    voice_application_sid: number.applicationSid,
    voice_caller_id_lookup: number.looksCallersUp,
    voice_receive_mode: 'voice',
    status_callback: statusCallback?.url ?? '',
    status_callback_method: statusCallback?.method ?? 'POST',
    sms_url: '',
    sms_method: 'POST',
    sms_fallback_url: '',
    sms_fallback_method: 'POST',
    sms_application_sid: '',
    capabilities: { fax: false, mms: false, sms: false, voice: true },
    beta: false,
    origin: 'twilio',
    status: 'in-use',
    type: 'local',
    trunk_sid: null,
    bundle_sid: null,
    identity_sid: null,
    address_sid: null,
    address_requirements: 'none',
    emergency_status: 'Inactive',
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    date_created: showDate(createdAt),
    date_updated: showDate(createdAt),
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
    subresource_uris: {},
  };
}
