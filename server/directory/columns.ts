// The columns of an import file: what each is called, whether it must be there, and how long a cell may be.

interface ColumnRule {
  /** The heading in Korean files. */
  korean: string;
  required?: true;
  /** Characters. */
  most: number;
}

const rules = {
  number: { korean: '전화번호', required: true, most: 40 },
  dial: { korean: '연결주소', required: true, most: 200 },
  department_id: { korean: '부서코드', required: true, most: 100 },
  department_ko: { korean: '부서명', required: true, most: 100 },
  department_en: { korean: '부서영문명', required: true, most: 100 },
  bureau: { korean: '국', required: true, most: 100 },
  official_id: { korean: '담당자코드', required: true, most: 100 },
  title: { korean: '직위', required: true, most: 100 },
  bureau_en: { korean: '국영문명', most: 100 },
  department_hours: { korean: '부서근무시간', most: 200 },
  department_lunch: { korean: '부서점심', most: 100 },
  cover_mode: { korean: '대신받기', most: 20 },
  voicemail: { korean: '음성사서함', most: 10 },
  notice: { korean: '녹음안내', most: 10 },
  team: { korean: '팀', most: 100 },
  grade: { korean: '직급', most: 10 },
  role: { korean: '구분', most: 20 },
  duty: { korean: '담당업무', most: 200 },
  extension: { korean: '내선번호', most: 20 },
  pickup_group: { korean: '당겨받기그룹', most: 100 },
  deputies: { korean: '대직자', most: 1_100 },
  hours: { korean: '근무시간', most: 200 },
  lunch: { korean: '점심시간', most: 40 },
  lunch_duty: { korean: '점심당번', most: 10 },
  call_centre: { korean: '콜센터', most: 10 },
} as const satisfies Record<string, ColumnRule>;

export type Column = keyof typeof rules;
const columns = Object.keys(rules) as Column[];

export const requiredColumns = columns.filter((column) => 'required' in rules[column]);
export const mostCharacters = (column: Column): number => rules[column].most;

/** Undefined for a column that the import does not know: it is left alone. */
export function columnOf(heading: string): Column | undefined {
  const text = heading.trim().toLowerCase().replaceAll(' ', '_');
  return columns.find((column) => column === text || rules[column].korean === text.replaceAll('_', ''));
}
