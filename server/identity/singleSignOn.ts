// The city's own sign-in by OpenID Connect: authorisation code with PKCE, state and nonce. It says who somebody is; whether
// they may come in is decided by whether an admin has made them an account.
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { SsoProblem } from '../contract/session.js';
import { createSeal } from './sealedText.js';

/** Somebody looks for a telephone with a code on it, and no longer. */
export const ticketLifeMs = 10 * 60_000;
/** s. Whoever waits can still take the password. */
const patience = 5;
/** s. Two machines that are both kept on time. */
const tolerance = 30;

const ticketSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectUri: z.url(),
  expiresAt: z.number(),
});
const identitySchema = z.object({
  email: z.email().max(200),
  email_verified: z.literal(true),
});

export interface SsoSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What people call it. */
  name: string;
}

export type SsoOutcome =
  | { ok: true; email: string }
  /** @property cause undefined when nothing that we began came back: nobody has tried to come in. */
  | { ok: false; problem: SsoProblem; cause?: string };

export interface SingleSignOn {
  name: string;
  /** Where to send the browser, and what it must bring back. Undefined when the provider does not answer. */
  begin(redirectUri: string): Promise<{ location: string; ticket: string } | undefined>;
  /** @param search the query with which the browser came back. */
  finish(ticket: string | undefined, search: string): Promise<SsoOutcome>;
}

/** By the method that the provider prefers; without a word from it, the one that the standard presumes. */
function clientAuth(secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest);
  };
}

/** The error's own words: what hangs on it may hold tokens and addresses. */
function wordsOf(error: unknown): { reason: string; because?: string } {
  const cause = error instanceof ClientError ? error.cause : undefined;
  return { reason: String(error), ...(cause instanceof Error ? { because: String(cause) } : {}) };
}

/** A provider that is down, as opposed to one that says no: our patience, and the words of `fetch` for what kept it from asking. */
function isUnreachable(error: unknown): boolean {
  const isWrapped = error instanceof ClientError;
  if (isWrapped && error.code === 'OAUTH_TIMEOUT') return true;
  return String(isWrapped ? error.cause : error) === 'TypeError: fetch failed';
}

export function createSingleSignOn(parts: {
  settings: SsoSettings;
  secret: string;
  clock: Clock;
  logger: Logger;
}): SingleSignOn {
  const { settings, secret, clock, logger } = parts;
  const seal = createSeal(secret, 'single sign-on');
  let known: Promise<Configuration> | undefined;

  /** Asked for when somebody wants to come in, so that a provider that is down never stops the start. */
  async function provider(): Promise<Configuration | undefined> {
    const { issuer, clientId, clientSecret } = settings;
    const url = new URL(issuer);
    known ??= discovery(url, clientId, { [clockTolerance]: tolerance }, clientAuth(clientSecret), {
      timeout: patience,
      // Without these an ID token is believed for coming over TLS; its signature costs one more key.
      execute: [enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [allowInsecureRequests] : [])],
    });
    try {
      return await known;
    } catch (error) {
      known = undefined;
      logger.warn(wordsOf(error), 'the provider of single sign-on could not be reached');
      return undefined;
    }
  }

  function readTicket(ticket: string | undefined) {
    const text = ticket === undefined ? undefined : seal.open(ticket);
    const parsed = text === undefined ? undefined : ticketSchema.parse(JSON.parse(text));
    return parsed && parsed.expiresAt > clock.now() ? parsed : undefined;
  }

  return {
    name: settings.name,
    async begin(redirectUri) {
      const config = await provider();
      if (!config) return undefined;
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const location = buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      const ticket = { state, nonce, verifier, redirectUri, expiresAt: clock.now() + ticketLifeMs };
      return { location: location.href, ticket: seal.close(JSON.stringify(ticket)) };
    },
    async finish(ticket, search) {
      const begun = readTicket(ticket);
      if (!begun) return { ok: false, problem: 'failed' };
      const config = await provider();
      if (!config) return { ok: false, problem: 'unavailable' };
      try {
        const tokens = await authorizationCodeGrant(config, new URL(begun.redirectUri + search), {
          pkceCodeVerifier: begun.verifier,
          expectedState: begun.state,
          expectedNonce: begun.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) return { ok: false, problem: 'failed', cause: 'no ID token' };
        // Some providers keep the address for those who ask with the access token.
        const told = 'email' in claims ? claims : await fetchUserInfo(config, tokens.access_token, claims.sub);
        const identity = identitySchema.safeParse(told);
        if (!identity.success) return { ok: false, problem: 'no-account', cause: 'no verified e-mail address' };
        return { ok: true, email: identity.data.email.toLowerCase() };
      } catch (error) {
        logger.warn(wordsOf(error), 'a single sign-on did not succeed');
        if (isUnreachable(error)) return { ok: false, problem: 'unavailable' };
        return { ok: false, problem: 'failed', cause: 'refused' };
      }
    },
  };
}
