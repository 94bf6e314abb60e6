// The invented city of Hanbit (한빛시): 30 divisions with their teams, and 8 community centres. Roles only, no people.

export interface Division {
  id: string;
  ko: string;
  en: string;
  bureau: string;
  teams: readonly string[];
  /** Tax, traffic, environment and welfare desks ring more often. */
  heavy?: boolean;
}

export const divisions: readonly Division[] = [
  {
    id: 'planning',
    ko: '기획예산담당관',
    en: 'Planning and Budget',
    bureau: '부시장 직속',
    teams: ['기획팀', '예산팀', '법무팀', '성과관리팀'],
  },
  {
    id: 'audit',
    ko: '감사담당관',
    en: 'Audit',
    bureau: '부시장 직속',
    teams: ['감사팀', '조사팀', '청렴팀', '민원조사팀'],
  },
  ...bureau('행정지원국', [
    ['general-affairs', '총무과', 'General Affairs', '총무팀 인사팀 후생팀 기록관리팀'],
    ['autonomy', '자치행정과', 'Autonomous Administration', '자치팀 주민지원팀 시민협력팀 해피콜팀'],
    ['civil-affairs', '민원여권과', 'Civil Affairs and Passport', '민원팀 여권팀 가족관계팀 지적민원팀'],
    ['information', '정보통신과', 'Information and Communication', '정보기획팀 통신팀 데이터팀 보안팀'],
    ['lifelong-learning', '평생학습과', 'Lifelong Learning', '학습기획팀 교육지원팀 도서관팀 청소년팀'],
  ]),
  ...bureau('안전도시국', [
    ['safety', '안전총괄과', 'Safety', '안전기획팀 재난대응팀 민방위팀 중대재해팀'],
    ['roads', '도로과', 'Roads', '도로관리팀 도로보수팀 가로등팀 보도팀'],
    ['construction', '건설과', 'Construction', '하천팀 토목팀 배수팀 용지보상팀'],
    ['housing', '건축과', 'Building and Housing', '건축허가팀 주택팀 공동주택팀 광고물팀'],
  ]),
  ...bureau('경제재정국', [
    ['tax-1', '세무1과', 'Tax 1', '세정팀 취득세팀 재산세팀 세무조사팀', 'heavy'],
    ['tax-2', '세무2과', 'Tax 2', '징수팀 체납팀 자동차세팀 지방소득세팀', 'heavy'],
    ['accounting', '회계과', 'Accounting', '경리팀 계약팀 재산관리팀 청사관리팀'],
    ['economy', '일자리경제과', 'Jobs and Economy', '경제정책팀 일자리팀 소상공인팀 에너지팀'],
    ['business', '기업지원과', 'Business Support', '기업유치팀 산업단지팀 공장설립팀 기업애로팀'],
  ]),
  ...bureau('복지문화국', [
    ['welfare-policy', '복지정책과', 'Welfare Policy', '복지기획팀 통합조사팀 생활보장팀 희망복지팀', 'heavy'],
    ['elderly-disabled', '노인장애인과', 'Elderly and Disabled', '노인복지팀 장애인복지팀 경로당팀 돌봄팀', 'heavy'],
    ['family', '가족복지과', 'Family', '여성가족팀 보육팀 아동팀 드림스타트팀'],
    ['culture', '문화예술과', 'Culture and Arts', '문화정책팀 예술팀 문화재팀 관광팀'],
    ['sports', '체육과', 'Sports', '체육정책팀 생활체육팀 체육시설팀 대회운영팀'],
  ]),
  ...bureau('도시교통국', [
    ['urban-development', '도시개발과', 'Urban Development', '도시계획팀 개발팀 도시재생팀 공간정보팀'],
    ['balanced-development', '균형개발과', 'Balanced Development', '정비사업팀 뉴타운팀 주거환경팀 보상팀'],
    ['traffic', '교통행정과', 'Traffic Administration', '교통기획팀 대중교통팀 택시화물팀 주차팀', 'heavy'],
    ['vehicles', '차량관리과', 'Vehicle Management', '차량등록팀 정비검사팀 과태료팀 특별사법경찰팀', 'heavy'],
  ]),
  ...bureau('보건소', [
    ['health-policy', '보건정책과', 'Health Policy', '보건행정팀 의약팀 예방접종팀 감염병팀'],
    ['health-promotion', '건강증진과', 'Health Promotion', '건강생활팀 모자보건팀 방문보건팀 정신건강팀'],
    ['food-safety', '위생과', 'Food Hygiene', '위생팀 식품안전팀 공중위생팀 지도팀'],
  ]),
  ...bureau('환경사업소', [
    ['environment', '환경과', 'Environment', '환경정책팀 대기팀 수질팀 기후팀', 'heavy'],
    ['recycling', '자원순환과', 'Resource Circulation', '청소행정팀 재활용팀 폐기물팀 자원시설팀', 'heavy'],
  ]),
];

export const bureausInEnglish: Readonly<Record<string, string>> = {
  '부시장 직속': 'Office of the Vice Mayor',
  행정지원국: 'Administrative Support Bureau',
  안전도시국: 'Safe City Bureau',
  경제재정국: 'Economy and Finance Bureau',
  복지문화국: 'Welfare and Culture Bureau',
  도시교통국: 'Urban Traffic Bureau',
  보건소: 'Public Health Centre',
  환경사업소: 'Environmental Services',
  행정복지센터: 'Community Centres',
};

export const communityCentres: readonly Division[] = [
  ['sunrise', '해돋이동', 'Sunrise'],
  ['starlight', '별빛동', 'Starlight'],
  ['riverside', '물가동', 'Riverside'],
  ['pine', '솔숲동', 'Pine Grove'],
  ['plum', '매화동', 'Plum'],
  ['crane', '두루미동', 'Crane'],
  ['spring', '새봄동', 'New Spring'],
  ['hill', '언덕동', 'Hill'],
].map(([id, ko, en]) => ({
  id: `centre-${id}`,
  ko: `${ko} 행정복지센터`,
  en: `${en} Community Centre`,
  bureau: '행정복지센터',
  teams: ['행정팀', '복지팀', '맞춤형복지팀'],
}));

function bureau(name: string, list: readonly (readonly [string, string, string, string, 'heavy'?])[]): Division[] {
  return list.map(([id, ko, en, teams, heavy]) => ({
    id,
    ko,
    en,
    bureau: name,
    teams: teams.split(' '),
    heavy: heavy === 'heavy',
  }));
}
