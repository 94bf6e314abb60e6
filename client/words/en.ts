// The English that every visit needs at once: wallboard and sign-in. The desk brings its own (en/desk.ts).
import { signIn } from './en/signIn.js';
import { wall } from './en/wall.js';

export const en = { ...wall, signIn };
