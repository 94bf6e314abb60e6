// The Korean of the television links: /links.
export const links = {
  lead: '링크를 여는 첫 화면이 전광판이 됩니다. 로그인 없이 보기만 하며, 없앨 때까지 꺼지지 않습니다.',
  add: '링크 만들기',
  addTitle: '전광판 링크 만들기',
  addSubmit: '만들기',
  name: '전광판 이름',
  nameHint: '어디에 걸린 화면인지 적으십시오. 예: 1층 민원실',
  departments: '보여 줄 부서',
  departmentsMissing: '부서를 하나 이상 고르거나 시 전체를 고르십시오.',
  column: { name: '이름', places: '보여 주는 곳', made: '만든 사람', opened: '연결', lastSeenAt: '마지막 연결' },
  waiting: '아직 열지 않음',
  made: {
    title: '{{name}} 링크',
    lead: '전광판의 브라우저에서 이 주소를 여십시오. 처음 연 화면 하나만 전광판이 되고, 그 뒤에는 쓸 수 없습니다.',
  },
  revoke: '없애기',
  revokeLabel: '없애기: {{name}}',
  revokeTitle: '{{name}} 링크를 없앱니다',
  revokeLead: '이 전광판은 30초 안에 꺼지고, 다시 켜려면 새 링크가 필요합니다.',
  revoked: '{{name}} 링크를 없앴습니다.',
  empty: '전광판 링크가 없습니다.',
  emptyNext: '링크를 만들어 벽에 걸린 화면에서 여십시오.',
};
