// What Twilio reads from the fragment of a webhook URL before it drops it: timeouts and retries (reference, section 3).

export interface Overrides {
  /** Without the fragment: this is what is signed and requested. */
  url: string;
  retries: number;
  retryOn: ReadonlySet<string>;
  readTimeoutMs: number;
  totalTimeoutMs: number;
}

export function readOverrides(fullUrl: string): Overrides {
  const hash = fullUrl.indexOf('#');
  const url = hash === -1 ? fullUrl : fullUrl.slice(0, hash);
  const given = new URLSearchParams(hash === -1 ? '' : fullUrl.slice(hash + 1));
  const number = (name: string, fallback: number, low: number, high: number) => {
    const value = Number(given.get(name) ?? fallback);
    return Number.isInteger(value) ? Math.min(Math.max(value, low), high) : fallback;
  };
  const policy = (given.get('rp') ?? 'ct').split(',');
  return {
    url,
    retries: number('rc', 1, 0, 5),
    retryOn: new Set(policy.includes('all') ? ['ct', 'rt', '4xx', '5xx'] : policy),
    readTimeoutMs: number('rt', 15_000, 100, 15_000),
    totalTimeoutMs: number('tt', 15_000, 100, 15_000),
  };
}
