// A browser of one person: keeps cookies as they are set, comes from an address of its own, follows nothing by itself.
export interface Answer {
  status: number;
  body: ReturnType<typeof JSON.parse>;
  location: string | null;
}

export interface Visitor {
  get(path: string): Promise<Answer>;
  post(path: string, body?: object): Promise<Answer>;
  put(path: string, body: object): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  signIn(email: string, password: string, code?: string): Promise<Answer>;
  /** The Cookie header. */
  cookie(): string;
  /** As somebody does who has got hold of a cookie. */
  take(cookie: string): void;
}

let visitors = 0;

/** The server must trust one proxy: only so can each visitor have an address. */
export function createVisitor(base: string, userAgent = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0'): Visitor {
  visitors += 1;
  const place = `198.51.${visitors >> 8}.${visitors & 255}`;
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map((pair) => pair.join('=')).join('; ');

  async function ask(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(new URL(path, base), {
      method,
      redirect: 'manual',
      headers: {
        'x-forwarded-for': place,
        'user-agent': userAgent,
        cookie: cookie(),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';', 1)[0]?.split('=') ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      body: isJson ? JSON.parse(text) : text,
      location: response.headers.get('location'),
    };
  }

  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
    delete: (path) => ask('DELETE', path),
    signIn: (email, password, code) =>
      ask('POST', '/api/session', { email, password, ...(code === undefined ? {} : { code }) }),
    cookie,
    take(header) {
      jar.clear();
      for (const pair of header.split('; ')) jar.set(...(pair.split('=', 2) as [string, string]));
    },
  };
}
