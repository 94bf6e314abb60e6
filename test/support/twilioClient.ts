// Signed webhooks by hand, for journeys that want to say when each one is sent.
import twilio from 'twilio';
import { publicBaseUrl, twilioAccount } from './testServer.js';

/** Posts a form as Twilio would; `path` with its query. */
export async function postSigned(
  base: string,
  path: string,
  form: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const fields = { AccountSid: twilioAccount.sid, ApiVersion: '2010-04-01', ...form };
  const signature = twilio.getExpectedTwilioSignature(twilioAccount.token, publicBaseUrl + path, fields);
  const response = await fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', 'x-twilio-signature': signature },
    body: new URLSearchParams(fields).toString(),
  });
  return { status: response.status, text: await response.text() };
}

/** RFC 2822 with whole seconds, as Twilio writes it. */
export const stampOf = (ms: number) => new Date(ms).toUTCString().replace('GMT', '+0000');
