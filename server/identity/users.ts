// The people who may sign in. Passwords are kept only as argon2id hashes.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Role, roleSchema } from '../contract/roles.js';
import type { Collection, CollectionDeclaration, StoredDocument } from '../storage/port.js';

export interface User extends StoredDocument {
  /** Lower case: people do not remember how they once wrote it. */
  email: string;
  passwordHash: string;
  role: Role;
  /** Of a supervisor; null for the whole city. */
  departmentIds: string[] | null;
  /** The directory's official who this person is, if any. */
  officialId: string | null;
  createdAt: number;
}

export const users: CollectionDeclaration<User> = {
  name: 'users',
  schema: z.object({
    id: z.string().min(1),
    revision: z.number().int().nonnegative(),
    email: z.string().min(1).max(200),
    passwordHash: z.string().min(1),
    role: roleSchema,
    departmentIds: z.array(z.string().min(1)).nullable(),
    officialId: z.string().nullable(),
    createdAt: z.number().int(),
  }),
  indexes: { byEmail: { fields: ['email'], unique: true } },
};

export async function findUser(collection: Collection<User>, email: string): Promise<User | undefined> {
  const page = await collection.list({ index: 'byEmail', equals: [email.toLowerCase()], limit: 1 });
  return page.items[0];
}

export async function hasUsers(collection: Collection<User>): Promise<boolean> {
  const page = await collection.list({ index: 'byEmail', limit: 1 });
  return page.items.length > 0;
}

/** @returns false when another process has just made the same user. */
export async function addUser(collection: Collection<User>, user: Omit<User, 'id' | 'revision'>): Promise<boolean> {
  const outcome = await collection.insert({ ...user, email: user.email.toLowerCase(), id: randomUUID(), revision: 0 });
  if (outcome.ok) return true;
  if (outcome.code === 'duplicate') return false;
  throw new Error(`The user was not stored: ${outcome.code}.`);
}
