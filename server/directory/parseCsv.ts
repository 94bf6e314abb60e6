// Comma-separated text as spreadsheets write it (RFC 4180): quoted fields may hold commas, line breaks and doubled quotes.

export interface CsvRow {
  /** Line on which the row begins, 1 for the first. */
  line: number;
  fields: string[];
}

export class QuoteNeverClosed extends Error {
  override name = 'QuoteNeverClosed';
  constructor(readonly line: number) {
    super(`Line ${line}: a quotation mark is opened and never closed.`);
  }
}

/** Rows with something in them; a leading byte order mark is dropped. @throws QuoteNeverClosed */
export function parseCsv(source: string): CsvRow[] {
  const text = source.replace(/^\uFEFF/, '');
  const rows: CsvRow[] = [];
  let row: CsvRow = { line: 1, fields: [] };
  let field = '';
  let quotedSince = 0;
  let line = 1;
  const endRow = () => {
    row.fields.push(field);
    field = '';
    if (row.fields.some((value) => value.trim() !== '')) rows.push(row);
    row = { line: line + 1, fields: [] };
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quotedSince > 0) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quotedSince = 0;
    } else if (character === '"' && field.trim() === '') {
      field = '';
      quotedSince = line;
    } else if (character === ',') {
      row.fields.push(field);
      field = '';
    } else if (character === '\n') endRow();
    else if (character !== '\r') field += character;
    if (character === '\n') line += 1;
  }
  if (quotedSince > 0) throw new QuoteNeverClosed(quotedSince);
  endRow();
  return rows;
}
