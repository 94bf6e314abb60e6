// From an answer to the verbs that the stand-in obeys. What it does not know it refuses, as Twilio's debugger would.
import { type Attributes, readAttributes, resolveUrl } from './attributes.js';
import { type Element, parseXml } from './parseXml.js';
import { readDial } from './readDial.js';
import { readStart, readStop } from './readStream.js';
import { TwimlError } from './twimlError.js';
import type { EnqueueVerb, GatherVerb, RecordVerb, Verb } from './verbs.js';

// Twilio refuses longer answers with 11750.
const longestBody = 64 * 1024;
const say = ['voice', 'language', 'loop'];
const recording = ['recordingStatusCallback', 'recordingStatusCallbackMethod', 'recordingStatusCallbackEvent'];

/** `base` is the URL that gave the answer: relative URLs in it count from there. @throws TwimlError */
export function readTwiml(body: string, base: string): Verb[] {
  if (Buffer.byteLength(body) > longestBody) throw new TwimlError(11_750, 'The answer is longer than 64 kB');
  let root: Element;
  try {
    root = parseXml(body);
  } catch (error) {
    throw new TwimlError(12_100, `The answer is not XML: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (root.name !== 'Response') throw new TwimlError(12_100, `The answer's root is <${root.name}>, not <Response>`);
  return root.children.map((element) => readVerb(element, base));
}

function readVerb(element: Element, base: string): Verb {
  const read = (...allowed: string[]) => readAttributes(element, base, allowed);
  const text = element.text.trim();
  switch (element.name) {
    case 'Dial':
      return readDial(element, base);
    case 'Say':
      return { verb: 'Say', text, language: read(...say).text('language') };
    case 'Play':
      read('loop', 'digits');
      return { verb: 'Play', url: text === '' ? '' : resolveUrl(text, base) };
    case 'Pause':
      return { verb: 'Pause', seconds: read('length').number('length', 1, 0, 180) };
    case 'Redirect': {
      const method = read('method').choice('method', ['GET', 'POST'], 'POST');
      return { verb: 'Redirect', to: { url: resolveUrl(text, base), method } };
    }
    case 'Reject':
      return { verb: 'Reject', reason: read('reason').choice('reason', ['rejected', 'busy'], 'rejected') };
    case 'Hangup':
      read();
      return { verb: 'Hangup' };
    case 'Leave':
      read();
      return { verb: 'Leave' };
    case 'Gather':
      return readGather(element, base);
    case 'Record':
      return readRecord(element, base);
    case 'Enqueue':
      return readEnqueue(element, base);
    case 'Refer':
      return readRefer(element, base);
    case 'Start':
      return readStart(element, base);
    case 'Stop':
      return readStop(element, base);
    default:
      throw new TwimlError(12_200, `The stand-in does not know <${element.name}>`);
  }
}

/** Without an action, the document itself is asked again. */
const ownAction = (attributes: Attributes, base: string) => {
  const given = attributes.hook('action', 'method');
  return given ?? { url: base, method: attributes.choice('method', ['GET', 'POST'], 'POST') };
};

function readGather(element: Element, base: string): GatherVerb {
  const attributes = readAttributes(element, base, [
    ...['input', 'action', 'method', 'timeout', 'finishOnKey', 'numDigits', 'actionOnEmptyResult', 'language', 'hints'],
  ]);
  attributes.choice('input', ['dtmf', 'dtmf speech', 'speech'], 'dtmf');
  const prompts = element.children.map((child) => {
    const verb = readVerb(child, base);
    if (verb.verb === 'Say' || verb.verb === 'Play' || verb.verb === 'Pause') return verb;
    throw new TwimlError(12_200, `<Gather> cannot hold <${child.name}>`);
  });
  return {
    verb: 'Gather',
    action: ownAction(attributes, base),
    timeout: attributes.number('timeout', 5, 0, 600),
    finishOnKey: attributes.text('finishOnKey') ?? '#',
    numDigits: attributes.number('numDigits', 0, 1, 999),
    actionOnEmptyResult: attributes.flag('actionOnEmptyResult', false),
    prompts,
  };
}

function readRecord(element: Element, base: string): RecordVerb {
  const attributes = readAttributes(element, base, [
    ...['action', 'method', 'timeout', 'maxLength', 'finishOnKey', 'playBeep', 'trim', 'transcribe', ...recording],
  ]);
  return {
    verb: 'Record',
    action: ownAction(attributes, base),
    timeout: attributes.number('timeout', 5, 0, 600),
    maxLength: attributes.number('maxLength', 3_600, 1, 14_400),
    finishOnKey: attributes.text('finishOnKey') ?? '1234567890*#',
    recordingCallback: attributes.hook('recordingStatusCallback'),
    recordingEvents: attributes.words('recordingStatusCallbackEvent', ['completed']),
  };
}

function readEnqueue(element: Element, base: string): EnqueueVerb {
  const attributes = readAttributes(element, base, ['action', 'method', 'waitUrl', 'waitUrlMethod']);
  const name = element.text.trim();
  if (name === '') throw new TwimlError(12_200, '<Enqueue> names no queue');
  return { verb: 'Enqueue', name, action: attributes.hook('action', 'method'), waits: attributes.hook('waitUrl') };
}

function readRefer(element: Element, base: string): Verb {
  const attributes = readAttributes(element, base, ['action', 'method']);
  const [sip, ...more] = element.children;
  if (sip?.name !== 'Sip' || more.length > 0) throw new TwimlError(12_200, '<Refer> holds one <Sip>');
  return { verb: 'Refer', target: sip.text.trim(), action: attributes.hook('action', 'method') };
}
