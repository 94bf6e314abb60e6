// A signed request as plain data: form fields in order, the two things we put on our own URLs, and when it came.

export interface Callback {
  /** Form fields as sent, without CallToken, which is a secret of Twilio's and nobody's evidence. */
  fields: readonly (readonly [string, string])[];
  /** `?root=`: the call tree this belongs to. */
  rootSid: string | undefined;
  /** `?step=`: which of our Dials, 1 for the first. */
  step: number | undefined;
  /** Our clock, ms. */
  receivedAt: number;
}

const sidPattern = /^[A-Za-z]{2}[0-9A-Za-z]{2,64}$/;

/** A sid as Twilio writes them, or undefined. */
export function sidOf(value: unknown): string | undefined {
  return typeof value === 'string' && sidPattern.test(value) ? value : undefined;
}

/** @param body as parsed with `extended: false`: values are strings, or arrays where a name came twice. */
export function readCallback(
  body: Record<string, unknown>,
  query: Record<string, unknown>,
  receivedAt: number,
): Callback {
  const fields = Object.entries(body ?? {})
    .filter(([name]) => name !== 'CallToken')
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
    );
  const step = Number(query['step']);
  return {
    fields,
    rootSid: sidOf(query['root']),
    step: Number.isInteger(step) && step > 0 && step < 1000 ? step : undefined,
    receivedAt,
  };
}
