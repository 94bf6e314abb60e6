// An address as a value: which screen, and what it was asked for.

export interface Address {
  /** Without a slash at its end, except the wall's own "/". */
  path: string;
  query: URLSearchParams;
}

export function readAddress(address: string): Address {
  const { pathname, searchParams } = new URL(address, 'http://here');
  return { path: pathname.replace(/(?<=.)\/+$/, ''), query: searchParams };
}
