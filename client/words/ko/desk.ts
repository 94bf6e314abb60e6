// The Korean of everything beside the wall, one file per screen; it is loaded with the desk.
import { account } from './account.js';
import { audit } from './audit.js';
import { directory } from './directory.js';
import { links } from './links.js';
import { people } from './people.js';
import { review } from './review.js';
import { sessions } from './sessions.js';
import { shared } from './shared.js';
import { shell } from './shell.js';

export const desk = { shell, shared, account, people, sessions, links, audit, review, directory };
