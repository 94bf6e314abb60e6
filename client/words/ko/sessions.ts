// The Korean of the open sessions: /sessions.
export const sessions = {
  lead: '지금 로그인한 사람과 기기입니다. 모르는 기기가 있으면 로그인을 끝내십시오.',
  leadOf: '{{account}} 계정으로 로그인한 기기입니다.',
  everybody: '모두 보기',
  column: {
    account: '계정',
    browser: '기기',
    place: '접속지',
    createdAt: '로그인',
    lastSeenAt: '마지막 사용',
    expiresAt: '자동 종료',
  },
  unknownBrowser: '알 수 없는 기기',
  own: '지금 이 기기',
  end: '로그인 끝내기',
  endLabel: '로그인 끝내기: {{account}}, {{browser}}',
  endTitle: '이 로그인을 끝냅니다',
  endLead: '{{account}} 계정이 {{browser}}에서 바로 로그아웃됩니다.',
  ended: '로그인을 끝냈습니다.',
  empty: '로그인한 기기가 없습니다.',
};
