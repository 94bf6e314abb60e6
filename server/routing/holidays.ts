// Korea's public holidays, substitute holidays included, as the official gazette has them. Later years come with the package's
// yearly update; until then such a year has none.
import * as gazette from '@hyunbinseo/holidays-kr/all';

const names: ReadonlyMap<string, readonly string[]> = new Map(
  Object.values(gazette).flatMap((year) => Object.entries(year)),
);

/** @param date local, as yyyy-MM-dd */
export function isKoreanHoliday(date: string): boolean {
  return names.has(date);
}
