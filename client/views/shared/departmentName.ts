// A department as people call it; null when a call came to a number that nobody has.
import type { BoardSettings } from '../../../server/contract/boardSettings.js';
import type { Language } from '../../words/words.js';

export function departmentName(settings: BoardSettings | null, id: string | null, language: Language): string | null {
  return settings?.departments.find((department) => department.id === id)?.name[language] ?? null;
}
