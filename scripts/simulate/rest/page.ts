// One page of a list in Twilio's envelope of 2010: addresses without a host, null where there is no such page.
import type { Asked } from './operation.js';

export const pageFields = ['Page', 'PageSize', 'PageToken'];

const usualSize = 50;
const largestSize = 1_000;

/** @param key how the list is called, such as `calls`. */
export function showPage(asked: Asked, key: string, all: readonly object[]): object {
  const size = asked.form.number('PageSize', 1, largestSize) ?? usualSize;
  const page = asked.form.number('Page', 0, 1_000_000) ?? 0;
  const start = page * size;
  const items = all.slice(start, start + size);
  const uri = (number: number) => {
    const query = new URLSearchParams(asked.query);
    query.set('PageSize', String(size));
    query.set('Page', String(number));
    if (number > 0) query.set('PageToken', `PA${number}`);
    else query.delete('PageToken');
    return `${asked.path}?${query}`;
  };
  return {
    [key]: items,
    page,
    page_size: size,
    start,
    end: Math.max(start, start + items.length - 1),
    uri: `${asked.path}${asked.query.size > 0 ? `?${asked.query}` : ''}`,
    first_page_uri: uri(0),
    next_page_uri: start + size < all.length ? uri(page + 1) : null,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
  };
}
