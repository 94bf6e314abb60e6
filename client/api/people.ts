// The people who may sign in: list, add, change, and the ways back in.
import type {
  MadePasswordView,
  NewPerson,
  NewPersonView,
  PersonChange,
  PersonPageView,
  PersonRole,
  PersonView,
} from '../../server/contract/person.js';
import { type Answer, request, withQuery } from './request.js';

export interface PeopleAsked {
  role: PersonRole | null;
  /** A part of an e-mail address. */
  q: string;
}

export function readPeople(asked: PeopleAsked, cursor: string | null): Promise<Answer<PersonPageView>> {
  return request('GET', withQuery('/api/people', { ...asked, cursor }));
}

const one = (id: string) => `/api/people/${encodeURIComponent(id)}`;

export function addPerson(person: NewPerson): Promise<Answer<NewPersonView>> {
  return request('POST', '/api/people', person);
}

export function changePerson(id: string, change: PersonChange): Promise<Answer<PersonView>> {
  return request('PUT', one(id), change);
}

export function makePassword(id: string): Promise<Answer<MadePasswordView>> {
  return request('POST', `${one(id)}/password`);
}

export function unlockPerson(id: string): Promise<Answer<null>> {
  return request('POST', `${one(id)}/unlock`);
}

export function removePersonTotp(id: string): Promise<Answer<null>> {
  return request('POST', `${one(id)}/totp/remove`);
}
