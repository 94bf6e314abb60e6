// One request per route of the API that its makers would call ordinary, and whom it concerns: what the generated tests start from.
import type { ApiRoute } from '../../server/http/route.js';
import type { Subject } from '../../server/identity/roles.js';
import { admin } from './testServer.js';

export interface Example {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: object;
  /** `self`: the asker's own. `narrowed`: everybody who may ask at all gets an own part. `anybody`: no sign-in needed. */
  about: Subject | 'self' | 'narrowed' | 'anybody';
  /** Ends the asker's session. */
  endsSession?: boolean;
}

/** What the examples speak of; in the department `tax`. */
export interface Things {
  callSid: string;
  officialId: string;
  personId: string;
}

const unknown = '00000000-0000-4000-8000-000000000000';
const city = {};
const tax = { departmentId: 'tax' };
const water = { departmentId: 'water' };
const reason = '민원 회신을 위해 확인';
const oneDay = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
const period = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };

/** By method and path; a route that is missing here fails the tests. */
export function apiExamples({ callSid, officialId, personId }: Things): Record<string, Example[]> {
  const call = { sid: callSid };
  const nobody = { id: unknown };
  const change = { role: 'official', departmentIds: null, officialId: null };
  return {
    'post /session': [{ body: { email: 'nobody@hanbit.example', password: 'wrong' }, about: 'anybody' }],
    'get /session': [{ about: 'self' }],
    'delete /session': [{ about: 'anybody', endsSession: true }],
    'get /session/options': [{ about: 'anybody' }],
    'get /session/sso': [{ about: 'anybody' }],
    'get /session/sso/return': [{ about: 'anybody' }],
    'get /account': [{ about: 'self' }],
    'put /account/password': [{ body: { current: 'wrong', next: 'correct horse battery' }, about: 'self' }],
    'post /account/totp': [{ about: 'self' }],
    'put /account/totp': [{ body: { code: '000000' }, about: 'self' }],
    'post /account/totp/remove': [{ body: { password: 'wrong' }, about: 'self' }],
    'delete /account/sessions/:id': [{ params: nobody, about: 'self' }],
    'delete /account/sessions': [{ about: 'self', endsSession: true }],
    'get /people': [{ about: city }],
    'post /people': [{ body: { email: admin.email, ...change }, about: city }],
    'put /people/:id': [{ params: { id: personId }, body: { revision: 999, ...change, disabled: false }, about: city }],
    'post /people/:id/password': [{ params: nobody, about: city }],
    'post /people/:id/unlock': [{ params: nobody, about: city }],
    'post /people/:id/totp/remove': [{ params: nobody, about: city }],
    'get /sessions': [{ about: city }],
    'delete /sessions/:id': [{ params: nobody, about: city }],
    'get /links': [{ about: city }],
    'post /links': [{ body: { name: '1층 현황판', departmentIds: ['nowhere'] }, about: city }],
    'delete /links/:id': [{ params: nobody, about: city }],
    'get /reconcile': [{ about: city }],
    'post /reconcile': [{ body: oneDay, about: city }],
    'get /board': [{ about: 'narrowed' }],
    'get /metrics/live': [
      { about: 'narrowed' },
      { query: { department: 'tax' }, about: tax },
      { query: { department: 'water' }, about: water },
    ],
    'get /calls': [
      { about: 'narrowed' },
      { query: { department: 'tax' }, about: tax },
      { query: { department: 'water', q: '0001' }, about: water },
    ],
    'get /calls/:sid': [{ params: call, about: tax }],
    'get /calls/:sid/timeline': [{ params: call, about: tax }],
    'post /calls/:sid/unmask': [{ params: call, body: { reason }, about: tax }],
    // The call of the examples is over: whoever may is told so, and nothing is asked of Twilio.
    'post /calls/:sid/transfer': [{ params: call, body: { to: officialId, kind: 'blind' }, about: tax }],
    'post /calls/:sid/hold': [{ params: call, about: tax }],
    'post /calls/:sid/resume': [{ params: call, about: tax }],
    'post /calls/:sid/end': [{ params: call, body: { reason }, about: tax }],
    'get /directory': [{ about: 'narrowed' }],
    'get /directory/departments/:id': [
      { params: { id: 'tax' }, about: tax },
      { params: { id: 'water' }, about: water },
    ],
    'put /directory/departments/:id': [
      { params: { id: 'tax' }, body: { revision: 999, hours: null, lunch: null }, about: tax },
    ],
    'get /directory/officials/:id/posts': [{ params: { id: officialId }, about: tax }],
    'put /directory/officials/:id': [
      {
        params: { id: officialId },
        body: { revision: 999, duty: '', pickupGroup: '', deputies: [], hours: null, lunch: null, lunchDuty: false },
        about: tax,
      },
    ],
    'post /directory/import': [{ body: { file: '', dryRun: true }, about: city }],
    'get /audit': [{ about: city }],
    'get /audit/head': [{ about: city }],
    'post /audit/export': [{ body: { ...period, reason }, about: city }],
    'get /audit/reviews': [{ about: city }],
    'get /audit/reviews/:month': [{ params: { month: '2026-10' }, about: city }],
    'post /audit/reviews/:month': [{ params: { month: '2031-10' }, body: { note: '이상 없음' }, about: city }],
  };
}

export const keyOf = ({ method, path }: Pick<ApiRoute, 'method' | 'path'>) => `${method} ${path}`;
