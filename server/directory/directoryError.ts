// Why a directory was not changed, as a word that a route or a program turns into its own answer.
export type DirectoryErrorCode = 'conflict' | 'no-department' | 'no-official' | 'deputy-unknown' | 'too-large';

const messages: Readonly<Record<DirectoryErrorCode, string>> = {
  conflict: 'Somebody else has changed the directory in the meantime; look again.',
  'no-department': 'There is no such department.',
  'no-official': 'There is no such official.',
  'too-large': 'The directory would be larger than can be stored: some 3,500 officials, those who have left included.',
  'deputy-unknown': 'A deputy must be another official of the directory.',
};

export class DirectoryError extends Error {
  override name = 'DirectoryError';
  constructor(readonly code: DirectoryErrorCode) {
    super(messages[code]);
  }
}
