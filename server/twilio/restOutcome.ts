// What became of a request that changes something at Twilio: carried out, refused, or nobody knows.
import twilio from 'twilio';

/** `unknown`: it may have been carried out. Nothing that creates is asked twice; the call's events or its list tell later. */
export type RestOutcome<Value = void> =
  | { kind: 'done'; value: Value }
  /** `code` is Twilio's, such as 21220 for a call that has ended; null where nothing was sent at all. */
  | { kind: 'refused'; code: number | null; message: string }
  | { kind: 'unknown'; message: string };

const firstServerError = 500;
/** Of a request that never left this machine. */
const unsentCodes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'];

function isUnsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && unsentCodes.includes(String(error.code));
}

/** Never rejects. */
export async function outcomeOf<Value>(request: () => Promise<Value>): Promise<RestOutcome<Value>> {
  try {
    return { kind: 'done', value: await request() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (isUnsent(error)) return { kind: 'refused', code: null, message };
    if (!(error instanceof twilio.RestException) || error.status >= firstServerError)
      return { kind: 'unknown', message };
    return { kind: 'refused', code: error.code ?? error.status, message };
  }
}
