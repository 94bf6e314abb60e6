// The Korean that every visit needs at once: wallboard and sign-in. The desk brings its own (ko/desk.ts).
import { signIn } from './ko/signIn.js';
import { wall } from './ko/wall.js';

export const ko = { ...wall, signIn };
