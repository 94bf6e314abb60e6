// An answer that cannot be followed, with the code under which Twilio's debugger lists it.

export class TwimlError extends Error {
  override name = 'TwimlError';

  constructor(
    readonly code: number,
    reason: string,
  ) {
    super(`${reason} (${code}).`);
  }
}
