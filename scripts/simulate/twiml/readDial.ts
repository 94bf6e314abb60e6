// <Dial> and its nouns: telephones, or one conference or queue.
import { readAttributes } from './attributes.js';
import type { Element } from './parseXml.js';
import { TwimlError } from './twimlError.js';
import type { ConferenceNoun, DialVerb, PhoneNoun, QueueNoun } from './verbs.js';

const mostNouns = 10;
const callback = ['statusCallback', 'statusCallbackMethod', 'statusCallbackEvent'];
const recording = ['recordingStatusCallback', 'recordingStatusCallbackMethod', 'recordingStatusCallbackEvent'];
const detection = [
  ...['machineDetection', 'machineDetectionTimeout', 'amdStatusCallback', 'amdStatusCallbackMethod'],
  ...['machineDetectionSpeechThreshold', 'machineDetectionSpeechEndThreshold', 'machineDetectionSilenceTimeout'],
];

/** @throws TwimlError */
export function readDial(element: Element, base: string): DialVerb {
  const attributes = readAttributes(element, base, [
    ...['action', 'method', 'timeout', 'timeLimit', 'answerOnBridge', 'ringTone', 'hangupOnStar', 'sequential'],
    ...['referUrl', 'referMethod', 'callerId', 'record', 'trim', 'recordingTrack', ...recording],
  ]);
  const record = attributes.text('record') ?? 'do-not-record';
  return {
    verb: 'Dial',
    action: attributes.hook('action', 'method'),
    timeout: attributes.number('timeout', 30, 5, 600),
    timeLimit: attributes.number('timeLimit', 14_400, 1, 14_400),
    answerOnBridge: attributes.flag('answerOnBridge', false),
    ringTone: attributes.text('ringTone'),
    hangupOnStar: attributes.flag('hangupOnStar', false),
    sequential: attributes.flag('sequential', false),
    refer: attributes.hook('referUrl', 'referMethod'),
    callerId: attributes.text('callerId'),
    records: /^(do-not-record|false)$/.test(record) ? 'no' : record.endsWith('-dual') ? 'dual' : 'mono',
    recordingCallback: attributes.hook('recordingStatusCallback'),
    recordingEvents: attributes.words('recordingStatusCallbackEvent', ['completed']),
    nouns: readNouns(element, base),
  };
}

function readNouns(element: Element, base: string): DialVerb['nouns'] {
  const text = element.text.trim();
  const bare = { statusCallback: null, events: ['completed'], whisper: null, detectsMachines: false };
  const [first, ...others] = element.children;
  if (first?.name === 'Conference' || first?.name === 'Queue') {
    if (others.length > 0 || text !== '') throw new TwimlError(12_200, `<${first.name}> stands alone in <Dial>`);
    return first.name === 'Queue' ? [readQueue(first, base)] : [readConference(first, base)];
  }
  const phones: PhoneNoun[] = [
    ...(text === '' ? [] : [{ kind: 'Number' as const, address: text, ...bare }]),
    ...element.children.map((child) => readPhone(child, base)),
  ];
  if (phones.length === 0) throw new TwimlError(13_201, '<Dial> names nobody');
  if (phones.length > mostNouns) {
    throw new TwimlError(13_200, `<Dial> names ${phones.length} telephones, more than ${mostNouns}`);
  }
  return phones;
}

function readPhone(element: Element, base: string): PhoneNoun {
  const { name } = element;
  if (name !== 'Number' && name !== 'Sip' && name !== 'Client') {
    throw new TwimlError(12_200, `The stand-in does not know <${name}> inside <Dial>`);
  }
  const attributes = readAttributes(element, base, [
    ...['url', 'method', 'sendDigits', 'username', 'password', 'byoc', ...callback, ...detection],
  ]);
  const text = element.text.trim();
  if (text === '') throw new TwimlError(13_224, `<${name}> is empty`);
  return {
    kind: name,
    address: name === 'Client' ? `client:${text}` : text,
    statusCallback: attributes.hook('statusCallback'),
    events: attributes.words('statusCallbackEvent', ['completed']),
    whisper: attributes.hook('url'),
    detectsMachines: attributes.text('machineDetection') !== null,
  };
}

function readConference(element: Element, base: string): ConferenceNoun {
  const attributes = readAttributes(element, base, [
    ...['muted', 'beep', 'startConferenceOnEnter', 'endConferenceOnExit', 'waitUrl', 'waitMethod', 'maxParticipants'],
    ...['record', 'region', 'trim', 'coach', 'participantLabel', 'eventCallbackUrl', ...callback, ...recording],
  ]);
  attributes.choice('beep', ['true', 'false', 'onEnter', 'onExit'], 'true');
  const name = element.text.trim();
  if (name === '') throw new TwimlError(13_202, '<Conference> has no name');
  return {
    kind: 'Conference',
    name,
    statusCallback: attributes.hook('statusCallback'),
    events: attributes.words('statusCallbackEvent', []),
    label: attributes.text('participantLabel'),
    muted: attributes.flag('muted', false),
    startsOnEnter: attributes.flag('startConferenceOnEnter', true),
    endsOnExit: attributes.flag('endConferenceOnExit', false),
    maxParticipants: attributes.number('maxParticipants', 250, 2, 250),
    coaches: attributes.text('coach'),
    records: attributes.text('record') === 'record-from-start' || attributes.text('record') === 'true',
    recordingCallback: attributes.hook('recordingStatusCallback'),
    waits: attributes.text('waitUrl') ? attributes.hook('waitUrl', 'waitMethod') : null,
  };
}

function readQueue(element: Element, base: string): QueueNoun {
  const attributes = readAttributes(element, base, ['url', 'method', 'reservationSid', 'postWorkActivitySid']);
  const name = element.text.trim();
  if (name === '') throw new TwimlError(12_200, '<Queue> has no name');
  return { kind: 'Queue', name, whisper: attributes.hook('url') };
}
