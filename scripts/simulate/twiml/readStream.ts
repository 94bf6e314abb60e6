// <Start><Stream> and <Stop><Stream>. <Connect><Stream> is another thing, and refused with the verbs nobody knows.
import { readAttributes } from './attributes.js';
import type { Element } from './parseXml.js';
import { TwimlError } from './twimlError.js';
import type { StreamVerb, Verb } from './verbs.js';

const longestParameter = 500;

/**
 * The rules for a stream's address, for TwiML and REST alike: wss, and no query. Undefined when they are kept.
 * This machine's own address may do without TLS, for a demo that has no certificate.
 */
export function streamUrlProblem(url: string): string | undefined {
  if (!/^(wss:\/\/[^/?#\s]+|ws:\/\/(localhost|127\.0\.0\.1)[:/])/.test(url)) return `"${url}" is not a wss address`;
  return url.includes('?') ? `"${url}" has a query string; parameters travel as <Parameter>` : undefined;
}

/** @throws TwimlError */
export function readStart(element: Element, base: string): StreamVerb {
  const stream = onlyStream(element);
  const attributes = readAttributes(stream, base, [
    ...['name', 'connectorName', 'url', 'track', 'statusCallback', 'statusCallbackMethod'],
  ]);
  const url = attributes.text('url') ?? '';
  const problem = streamUrlProblem(url);
  if (problem) throw new TwimlError(31_921, problem);
  return {
    verb: 'StartStream',
    name: attributes.text('name'),
    url,
    track: attributes.choice('track', ['inbound_track', 'outbound_track', 'both_tracks'], 'inbound_track'),
    statusCallback: attributes.hook('statusCallback'),
    parameters: stream.children.map(readParameter),
  };
}

/** @throws TwimlError */
export function readStop(element: Element, base: string): Verb {
  const name = readAttributes(onlyStream(element), base, ['name']).text('name');
  if (name === null) throw new TwimlError(12_200, '<Stop><Stream> names no stream');
  return { verb: 'StopStream', name };
}

function onlyStream({ name, children }: Element): Element {
  const [stream, ...more] = children;
  if (stream?.name !== 'Stream' || more.length > 0) throw new TwimlError(12_200, `<${name}> holds one <Stream>`);
  return stream;
}

function readParameter(element: Element): readonly [string, string] {
  const name = element.attributes.get('name');
  const value = element.attributes.get('value');
  if (element.name !== 'Parameter' || name === undefined || value === undefined) {
    throw new TwimlError(12_200, '<Stream> holds <Parameter name="" value="">');
  }
  if (name.length + value.length > longestParameter) throw new TwimlError(31_924, `The parameter ${name} is too long`);
  return [name, value];
}
