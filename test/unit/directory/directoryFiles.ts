// Import files in a line or two, as a spreadsheet would save them.
export const heading = 'number,dial,department_id,department_ko,department_en,bureau,official_id,title';

export const row = (
  number: string,
  dial: string,
  official = '',
  department = 'tax-1,세무1과,Tax 1,경제재정국',
  ...more: string[]
) => [number, dial, department, official, '주무관', ...more].join(',');

const bytesOf = (text: string) => new TextEncoder().encode(text);

export const file = (...rows: string[]) => bytesOf([heading, ...rows].join('\r\n'));

/** With further columns at the end of every row. */
export const wideFile = (columns: string, ...rows: string[]) => bytesOf([`${heading},${columns}`, ...rows].join('\n'));
