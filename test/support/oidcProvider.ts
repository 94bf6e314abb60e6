// A small OpenID Connect provider on a port of its own: real discovery, real keys, real JWTs, and lies when a test wants them.
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const client = { id: 'samsamsam', secret: 'a secret of this test' };

export interface Person {
  sub: string;
  email?: string;
  email_verified?: boolean;
}

/** What the next sign-in is told otherwise than it ought to be. */
export interface Lie {
  /** Claims of the ID token that replace the right ones. */
  claims?: JWTPayload;
  /** Signs with a key that is not published. */
  foreignKey?: boolean;
  /** ms by which the token has expired. */
  expiredFor?: number;
}

export interface OidcProvider {
  issuer: string;
  /** Who signs in next, and how it is lied about. */
  expect(person: Person, lie?: Lie): void;
  /** Claims are told only to those who ask with the access token. */
  tellOnlyOnDemand(only: boolean): void;
  /** What the browser would be sent back to by the page at this address, after the person has signed in there. */
  signInAt(location: string): Promise<URL>;
  stop(): Promise<void>;
}

interface Grant {
  nonce: string;
  challenge: string;
  redirectUri: string;
  person: Person;
  lie: Lie;
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString());
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export async function startOidcProvider(): Promise<OidcProvider> {
  const [published, foreign] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const grants = new Map<string, Grant>();
  const bearers = new Map<string, Person>();
  let next: { person: Person; lie: Lie } = { person: { sub: 'nobody' }, lie: {} };
  let isOnDemand = false;
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => send(response, 500, { error: String(error) }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function idToken({ nonce, person, lie }: Grant): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const { sub, ...rest } = person;
    const claims = { iss: issuer, aud: client.id, sub, nonce, iat: now, exp: now + 300, ...(isOnDemand ? {} : rest) };
    const expired = lie.expiredFor === undefined ? {} : { iat: now - 900, exp: now - lie.expiredFor / 1000 };
    return new SignJWT({ ...claims, ...expired, ...lie.claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'test' })
      .sign(lie.foreignKey ? foreign.privateKey : published.privateKey);
  }

  async function tokens(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await readForm(request);
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const credentials = Buffer.from(
      [client.id, client.secret].map(encodeURIComponent).join(':').replaceAll('%20', '+'),
    );
    const isClient = request.headers.authorization === `Basic ${credentials.toString('base64')}`;
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight = grant?.challenge === verifier && grant.redirectUri === form.get('redirect_uri');
    if (!isClient) return send(response, 401, { error: 'invalid_client' });
    if (!grant || !isRight) return send(response, 400, { error: 'invalid_grant' });
    const bearer = randomUUID();
    bearers.set(bearer, grant.person);
    return send(response, 200, { access_token: bearer, token_type: 'bearer', id_token: await idToken(grant) });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    switch (request.url) {
      case '/.well-known/openid-configuration':
        return send(response, 200, {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        });
      case '/keys':
        return send(response, 200, {
          keys: [{ ...(await exportJWK(published.publicKey)), kid: 'test', alg: 'RS256', use: 'sig' }],
        });
      case '/token':
        return tokens(request, response);
      case '/userinfo':
        return send(response, 200, bearers.get(request.headers.authorization?.replace(/^bearer /i, '') ?? '') ?? {});
      default:
        return send(response, 404, {});
    }
  }

  return {
    issuer,
    expect(person, lie = {}) {
      next = { person, lie };
    },
    tellOnlyOnDemand(only) {
      isOnDemand = only;
    },
    async signInAt(location) {
      const asked = new URL(location).searchParams;
      const wanted = (name: string) => asked.get(name) ?? '';
      if (wanted('code_challenge_method') !== 'S256' || wanted('client_id') !== client.id)
        throw new Error('Not our client.');
      const code = randomUUID();
      const redirectUri = wanted('redirect_uri');
      grants.set(code, { nonce: wanted('nonce'), challenge: wanted('code_challenge'), redirectUri, ...next });
      const back = new URL(redirectUri);
      back.search = new URLSearchParams({ code, state: wanted('state') }).toString();
      return back;
    },
    async stop() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}
