// Tokens that open doors: random, handed out once, and kept only as keyed hashes, so that a copy of the database opens none.
import { createHmac, randomBytes } from 'node:crypto';

export interface Tokens {
  make(): string;
  hash(token: string): string;
}

/** 256 bits in 43 characters of base64url. */
export const tokenPattern = /^[\w-]{43}$/;

export const createTokens = (secret: string): Tokens => ({
  make: () => randomBytes(32).toString('base64url'),
  hash: (token) => createHmac('sha256', secret).update(token).digest('base64url'),
});
