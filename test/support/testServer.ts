// The real product on a free port of this machine, over a throw-away folder, with a known admin and a known Twilio token.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../server/base/logger.js';
import { type Config, readConfig } from '../../server/config.js';
import { type Overrides, type RunningServer, startServer } from '../../server/startServer.js';

export const admin = { email: 'admin@hanbit.example', password: 'correct horse battery' };
export const twilioAccount = { sid: `AC${'0'.repeat(32)}`, token: 'test-token' };
export const publicBaseUrl = 'https://calls.hanbit.example';

export interface TestServerOptions extends Overrides {
  /** Settings on top of the usual ones. */
  env?: Record<string, string>;
  /** Keep the data of an earlier server; whoever made the folder removes it. */
  dataDir?: string;
}

export interface TestServer extends RunningServer {
  /** By address rather than by name: some machines try IPv6 first. */
  base: string;
  config: Config;
  /** Signs the admin in and returns the Cookie header. */
  signIn(): Promise<string>;
  /** JSON of a GET as the signed-in admin. */
  get(path: string): Promise<{ status: number; body: unknown }>;
}

/** stop() also removes the folder, unless it was given. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { env, dataDir, ...overrides } = options;
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'samsamsam-server-')));
  const config = readConfig({
    PUBLIC_BASE_URL: publicBaseUrl,
    TWILIO_ACCOUNT_SID: twilioAccount.sid,
    TWILIO_AUTH_TOKEN: twilioAccount.token,
    // Nobody listens there: a test never asks the real Twilio.
    TWILIO_API_BASE_URL: 'http://127.0.0.1:9',
    // A clock that is moved by hours would meet rounds of comparing in the middle of another question.
    RECONCILE_MINUTES: '0',
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    PORT: '0',
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    ...env,
  });
  const server = await startServer(config, { logger: createLogger(config.logLevel), ...overrides });
  const base = `http://127.0.0.1:${server.port}`;
  let cookie: Promise<string> | undefined;

  async function signIn(): Promise<string> {
    const response = await fetch(`${base}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(admin),
    });
    const [set] = response.headers.getSetCookie();
    if (response.status !== 200 || set === undefined) throw new Error(`Sign-in answered ${response.status}.`);
    return set.split(';', 1)[0] ?? '';
  }

  return {
    ...server,
    base,
    config,
    signIn,
    async get(path) {
      cookie ??= signIn();
      const response = await fetch(base + path, { headers: { cookie: await cookie } });
      return { status: response.status, body: await response.json() };
    },
    async stop() {
      await server.stop();
      if (dataDir === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
