import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseXml } from '../../../scripts/simulate/twiml/parseXml.js';
import { readTwiml } from '../../../scripts/simulate/twiml/readTwiml.js';
import { transferTwiml } from '../../../scripts/simulate/twiml/transferTwiml.js';
import { dialTwiml, hangUpTwiml, sayTwiml, sentences } from '../../../server/twilio/twiml.js';
import { base, desk, sid } from './exampleProduct.js';

describe("the stand-in reads the product's answers", () => {
  test('a Dial with all it says', () => {
    const [verb] = readTwiml(dialTwiml(base, sid, 1, [desk(2001)]), base);
    expect(verb).toEqual({
      verb: 'Dial',
      action: { url: `${base}/voice/dial-action?root=${sid}&step=1#rc=3&rp=ct,rt,5xx`, method: 'POST' },
      timeout: 20,
      timeLimit: 14_400,
      answerOnBridge: true,
      ringTone: 'tw',
      hangupOnStar: false,
      sequential: false,
      refer: { url: `${base}/voice/refer?root=${sid}&step=1#rc=3&rp=ct,rt,5xx`, method: 'POST' },
      callerId: null,
      records: 'no',
      recordingCallback: null,
      recordingEvents: ['completed'],
      nouns: [
        {
          kind: 'Sip',
          address: 'sip:2001@desk.hanbit.example',
          statusCallback: { url: `${base}/voice/status?root=${sid}&step=1#rc=3&rp=ct,rt,5xx`, method: 'POST' },
          whisper: null,
          detectsMachines: false,
          events: ['initiated', 'ringing', 'answered', 'completed'],
        },
      ],
    });
  });

  test('numbers, clients and a bare number; relative URLs count from the answer', () => {
    const body =
      '<Response><Dial action="../next" timeout="2"><Number>+82310002001</Number><Client>kiosk</Client></Dial>' +
      '<Dial>+82310002002</Dial><Redirect>/again?a=1&amp;b=2</Redirect></Response>';
    const [first, second, third] = readTwiml(body, `${base}/voice/incoming`);
    expect(first).toMatchObject({ action: { url: `${base}/next`, method: 'POST' }, timeout: 5, answerOnBridge: false });
    expect(first).toMatchObject({
      nouns: [{ address: '+82310002001', events: ['completed'] }, { address: 'client:kiosk' }],
    });
    expect(second).toMatchObject({ action: null, nouns: [{ kind: 'Number', address: '+82310002002' }] });
    expect(third).toEqual({ verb: 'Redirect', to: { url: `${base}/again?a=1&b=2`, method: 'POST' } });
  });

  test('a sentence in Korean, a goodbye, nothing at all', () => {
    expect(readTwiml(sayTwiml('unknownNumber'), base)).toEqual([
      { verb: 'Say', text: sentences.unknownNumber, language: 'ko-KR' },
      { verb: 'Hangup' },
    ]);
    expect(readTwiml(hangUpTwiml(), base)).toEqual([{ verb: 'Hangup' }]);
    expect(readTwiml('<?xml version="1.0" encoding="UTF-8"?><Response/>', base)).toEqual([]);
  });

  test.each([
    ['a blank before the XML header', ' <?xml version="1.0"?><Response/>'],
    ['an unescaped &', '<Response><Redirect>/a?b=1&c=2</Redirect></Response>'],
    ['a root in the wrong case', '<response/>'],
    ['something unclosed', '<Response><Hangup></Response>'],
    ['text in place of XML', 'Not Found'],
    ['an empty body', ''],
    ['a verb that it does not know', '<Response><Dance/></Response>'],
    ['a Dial of eleven', `<Response><Dial>${'<Sip>sip:a@b.example</Sip>'.repeat(11)}</Dial></Response>`],
    ['a Dial of nobody', '<Response><Dial/></Response>'],
    ['a timeout that is no number', '<Response><Dial timeout="soon">+82310002001</Dial></Response>'],
    ['more than 64 kB', `<Response><Say>${'가'.repeat(22_000)}</Say></Response>`],
  ])('%s is refused as Twilio would', (_what, body) => {
    expect(() => readTwiml(body, base)).toThrow(expect.objectContaining({ name: 'TwimlError' }));
  });

  test('any text survives the way through XML', () => {
    const encode = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, attribute) => {
        const root = parseXml(`<a b="${encode(attribute)}"><!-- - --><c>${encode(text)}</c></a>`);
        expect(root.attributes.get('b')).toBe(attribute);
        expect(root.children[0]?.text).toBe(text);
      }),
    );
  });

  test('a transfer asks for the same Dial with another telephone, one step on', () => {
    const [dial] = readTwiml(dialTwiml(base, sid, 1, [desk(2001)]), base);
    if (dial?.verb !== 'Dial') throw new Error('The product did not dial.');
    const [transfer] = readTwiml(transferTwiml(dial, 'sip:2501@desk.hanbit.example'), base);
    expect(transfer).toEqual(readTwiml(dialTwiml(base, sid, 2, [desk(2501)]), base)[0]);
  });
});
