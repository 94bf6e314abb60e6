// Why the spool did not take an event, in one sentence.
export class SpoolError extends Error {
  override name = 'SpoolError';
  constructor(
    readonly code: 'full' | 'failed' | 'late' | 'closed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
