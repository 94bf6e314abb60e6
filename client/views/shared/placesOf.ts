// The departments that somebody is confined to, by name.
import type { BoardSettings } from '../../../server/contract/boardSettings.js';
import type { Language } from '../../words/words.js';
import { departmentName } from './departmentName.js';

/** null for the whole city. A department whose name is not known (any more) is shown by its id. */
export function placesOf(
  departmentIds: readonly string[] | null,
  settings: BoardSettings | null,
  language: Language,
): string | null {
  return departmentIds?.map((id) => departmentName(settings, id, language) ?? id).join(', ') ?? null;
}
