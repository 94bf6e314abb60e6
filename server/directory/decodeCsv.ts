// The text of a file as Korean spreadsheets save it: UTF-8, with or without its mark, or EUC-KR with Microsoft's additions (CP949).
import { isUtf8 } from 'node:buffer';

/** What a decoder writes where bytes mean nothing. */
const unknown = '\uFFFD';

/** Undefined when it is neither. Korean text in EUC-KR is practically never valid UTF-8, so UTF-8 is tried first. */
export function decodeCsv(bytes: Uint8Array): string | undefined {
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  const text = new TextDecoder('euc-kr').decode(bytes);
  return text.includes(unknown) ? undefined : text;
}
