// One road for every HTTP request of the browser: JSON in, JSON out, and a refusal as a value instead of an exception.
import type { ErrorCode, ErrorView } from '../../server/contract/errorView.js';

/** `status` is null when no answer came at all. */
export interface Refusal {
  ok: false;
  status: number | null;
  code: ErrorCode | null;
}
export type Answer<T> = { ok: true; body: T } | Refusal;

/** Longer than any honest answer; a hung request must not leave a form waiting for ever. */
const timeoutMs = 10_000;

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A proxy's HTML page, for instance: the status alone then has to say what happened.
    return null;
  }
}

/** The body's shape is the contract's promise and is not checked again. */
export async function request<T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<Answer<T>> {
  let response: Response;
  let received: unknown;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body
        ? { accept: 'application/json', 'content-type': 'application/json' }
        : { accept: 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    received = await readBody(response);
  } catch {
    return { ok: false, status: null, code: null };
  }
  if (response.ok) return { ok: true, body: received as T };
  const code = (received as Partial<ErrorView> | null)?.error?.code ?? null;
  return { ok: false, status: response.status, code };
}

/** A path with those of the parameters that say something. */
export function withQuery(
  path: string,
  parameters: Readonly<Record<string, string | number | null | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value || value === 0) query.set(name, String(value));
  return query.size === 0 ? path : `${path}?${query}`;
}
