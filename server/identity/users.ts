// The people who may sign in. Passwords are kept only as argon2id hashes.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type PersonRole, personRoleSchema } from '../contract/person.js';
import type { Collection, CollectionDeclaration, StoredDocument } from '../storage/port.js';

export interface User extends StoredDocument {
  /** Lower case: people do not remember how they once wrote it. */
  email: string;
  passwordHash: string;
  /** Somebody else made the password, and knows it. */
  mustChangePassword: boolean;
  role: PersonRole;
  /** Of a supervisor; null for the whole city. */
  departmentIds: string[] | null;
  /** The directory's official who this person is, if any. */
  officialId: string | null;
  disabled: boolean;
  /** Sessions opened under an earlier number are over, by the very write that changed the person. */
  sessionEpoch: number;
  createdAt: number;
}

export const users: CollectionDeclaration<User> = {
  name: 'users',
  schema: z.object({
    id: z.string().min(1),
    revision: z.number().int().nonnegative(),
    email: z.string().min(1).max(200),
    passwordHash: z.string().min(1),
    mustChangePassword: z.boolean(),
    role: personRoleSchema,
    departmentIds: z.array(z.string().min(1)).nullable(),
    officialId: z.string().nullable(),
    disabled: z.boolean(),
    sessionEpoch: z.number().int().nonnegative(),
    createdAt: z.number().int(),
  }),
  indexes: { byEmail: { fields: ['email'], unique: true } },
};

/** What a user has that was stored before there were departments, second thoughts about passwords, and leavers. */
const earlier = {
  departmentIds: null,
  officialId: null,
  mustChangePassword: false,
  disabled: false,
  sessionEpoch: 0,
};

/** The fields of today, whenever the user was stored. */
export const readUser = (stored: User): User => ({ ...earlier, ...stored });

export async function getUser(collection: Collection<User>, id: string): Promise<User | undefined> {
  const stored = await collection.get(id);
  return stored && readUser(stored);
}

export async function findUser(collection: Collection<User>, email: string): Promise<User | undefined> {
  const page = await collection.list({ index: 'byEmail', equals: [email.toLowerCase()], limit: 1 });
  return page.items.map(readUser)[0];
}

export async function hasUsers(collection: Collection<User>): Promise<boolean> {
  const page = await collection.list({ index: 'byEmail', limit: 1 });
  return page.items.length > 0;
}

export type NewUser = Pick<
  User,
  'email' | 'passwordHash' | 'mustChangePassword' | 'role' | 'departmentIds' | 'officialId'
>;

export function toUser(person: NewUser, now: number): User {
  const email = person.email.toLowerCase();
  return { ...person, email, id: randomUUID(), revision: 0, disabled: false, sessionEpoch: 0, createdAt: now };
}
