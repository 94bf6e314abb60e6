// The Korean of the sign-in page.
export const signIn = {
  heading: '실시간 현황판',
  lead: '시청으로 걸려온 전화를 지금 그대로 봅니다.',
  email: '이메일',
  password: '비밀번호',
  submit: '로그인',
  busy: '확인하는 중',
  unreachable: '서버에 연결하는 중입니다. 연결되면 자동으로 열립니다.',
  error: {
    empty: '이메일과 비밀번호를 모두 적어 주십시오.',
    email: '이메일 주소의 모양이 맞지 않습니다. 예: name@city.example',
    wrong: '이메일이나 비밀번호가 맞지 않습니다. 다시 적어 주십시오.',
    tooMany: '여러 번 틀렸습니다. 1분 뒤에 다시 로그인해 주십시오.',
    origin: '이 주소로는 열 수 없습니다. 시스템 관리자에게 이 주소를 등록해 달라고 요청해 주십시오.',
    network: '서버에 닿지 않습니다. 네트워크 연결을 확인하고 다시 눌러 주십시오.',
    server: '서버에 문제가 있습니다. 잠시 뒤 다시 누르고, 계속되면 시스템 관리자에게 알려 주십시오.',
  },
};
