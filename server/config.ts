// Every setting of the product, read once, checked and frozen; nothing else looks at the environment.
import { isIP } from 'node:net';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { type CoverMode, coverModes } from './contract/directory.js';
import { cadences } from './verdict/cadences.js';
import { presetNames, ruleFor } from './verdict/presets.js';
import type { Rule } from './verdict/verdict.js';

/** One line per mistake, each naming its setting and what to set instead. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Proxy-addr's names for whole address families of machines nearby. */
const nearby = ['loopback', 'linklocal', 'uniquelocal'];

function isProxyAddress(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (nearby.includes(text)) return true;
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** Origins as browsers send them: no path, no trailing slash, default port left out. */
function toOrigin(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' ? url.origin : undefined;
}

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const text = (what: string) => z.string({ error: what });
const whole = (from: number, to: number) => {
  const what = `a whole number from ${from} to ${to}`;
  return text(what)
    .regex(/^\d{1,6}$/, what)
    .transform(Number)
    .pipe(z.number().min(from, what).max(to, what));
};
const percent = whole(1, 100).transform((value) => value / 100);
const secret = text('at least 16 characters that nobody can guess').min(
  16,
  'at least 16 characters that nobody can guess',
);

const hoursWords = 'local hours as HH:MM-HH:MM, the earlier first, for example 09:00-18:00';
const hours = text(hoursWords)
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, hoursWords)
  .transform((value) => ({ from: value.slice(0, 5), to: value.slice(6) }))
  .refine(({ from, to }) => from < to, hoursWords);

const origins = text('a comma-separated list of addresses')
  .default('')
  .transform((value, context) => {
    const parsed = list(value).map(toOrigin);
    if (parsed.every((origin) => origin !== undefined)) return parsed;
    context.addIssue('a comma-separated list of addresses such as https://board.example, without a path');
    return z.NEVER;
  });

const baseUrlWords =
  'the address at which Twilio reaches this server, for example https://calls.example (http or https, no query)';
const baseUrl = (what: string) =>
  text(what)
    .refine((value) => URL.canParse(value) && /^https?:\/\/[^?#\s]+$/.test(value), what)
    .transform((value) => value.replace(/\/+$/, ''));

const proxyWords =
  'how many proxies stand in front (for example 1), or their addresses separated by commas; leave it out when there is none';
const trustProxy = text(proxyWords)
  .default('0')
  .transform((value, context): number | readonly string[] => {
    const parts = list(value);
    // A number of hops above ten, or "true", would let anyone claim any address.
    if (/^([0-9]|10)$/.test(value)) return Number(value);
    if (parts.length > 0 && parts.every(isProxyAddress)) return parts;
    context.addIssue(proxyWords);
    return z.NEVER;
  });

const issuerWords =
  'the address of an OpenID Connect provider (https; http only on this machine), or leave it out to sign in with passwords only';
/** Tokens over http could be read on the way. */
function isIssuer(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isHere = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url !== undefined && (url.protocol === 'https:' || isHere) && url.search === '' && url.hash === '';
}

const mongoWords =
  'a MongoDB address beginning with mongodb:// or mongodb+srv://, or leave it out to use the built-in one';
const countryWords = `one of ${Object.keys(cadences).join(', ')}`;
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const closings = ['never', 'stated', 'always'] as const;

/** In the order of .env.example; a message says what to set. */
export const settings = z.object({
  PUBLIC_BASE_URL: baseUrl(baseUrlWords),
  TWILIO_ACCOUNT_SID: text('the account SID from the Twilio console, AC and 32 characters').regex(
    /^AC[0-9a-zA-Z]{32}$/,
    'the account SID from the Twilio console, AC and 32 characters',
  ),
  TWILIO_AUTH_TOKEN: text('the auth token from the Twilio console').min(1, 'the auth token from the Twilio console'),
  TWILIO_AUTH_TOKEN_SECONDARY: text('the secondary auth token, or leave it out').optional(),
  TWILIO_API_BASE_URL: baseUrl('an http or https address without a query, or leave it out to use Twilio').optional(),
  PORT: whole(0, 65_535).prefault('3000'),
  HOST: text('the address to listen on, for example 127.0.0.1 or 0.0.0.0').default('127.0.0.1'),
  BOARD_ORIGINS: origins,
  TRUST_PROXY: trustProxy,
  MONGODB_URI: text(mongoWords)
    .regex(/^mongodb(\+srv)?:\/\/\S+$/, mongoWords)
    .optional(),
  DATA_DIR: text('the folder for data').default('./data'),
  ADMIN_EMAIL: z.email({ error: 'an e-mail address for the first admin' }).default('admin@samsamsam.local'),
  ADMIN_PASSWORD: text('at least 8 characters')
    .min(8, 'at least 8 characters')
    .max(200, 'at most 200 characters')
    .optional(),
  HASH_KEY: secret.optional(),
  SESSION_SECRET: secret.optional(),
  AUDIT_KEY: secret.optional(),
  AUDIT_KEEP_MONTHS: whole(24, 600).prefault('36'),
  SESSION_IDLE_MINUTES: whole(5, 1_440).prefault('120'),
  SESSION_HOURS: whole(1, 168).prefault('12'),
  OIDC_ISSUER: text(issuerWords).refine(isIssuer, issuerWords).optional(),
  OIDC_CLIENT_ID: text('the client id that the provider gave').max(200, 'at most 200 characters').optional(),
  OIDC_CLIENT_SECRET: text('the client secret that the provider gave').max(500, 'at most 500 characters').optional(),
  OIDC_NAME: text('what people call it').max(40, 'at most 40 characters').default('SSO'),
  METRICS_TOKEN: text('at least 8 characters').min(8, 'at least 8 characters').optional(),
  TIME_ZONE: text('a time zone such as Asia/Seoul')
    .refine((zone) => IANAZone.isValidZone(zone), 'a time zone such as Asia/Seoul')
    .default('Asia/Seoul'),
  RULE_PRESET: z.enum(presetNames, { error: `one of ${presetNames.join(', ')}` }).default('ulsan'),
  RING_CADENCE: text(countryWords)
    .refine((country) => Object.hasOwn(cadences, country), countryWords)
    .default('KR'),
  TRANSFER_RING_SECONDS: whole(1, 120).prefault('10'),
  MEASURE_CLOSING: z.enum(['on', 'off'], { error: 'on or off' }).default('on'),
  RECONCILE_MINUTES: whole(0, 60).prefault('5'),
  SERVICE_LEVEL_SECONDS: whole(1, 600).prefault('20'),
  RING_TARGET_PERCENT: percent.prefault('95'),
  TALK_TARGET_PERCENT: percent.prefault('90'),
  CLOSING_TARGET_PERCENT: percent.prefault('90'),
  CITY_NAME: text('the name of the city').max(60, 'at most 60 characters').default('우리 시'),
  CITY_NAME_EN: text('the name of the city in English').max(60, 'at most 60 characters').default('Our city'),
  OPENING_HOURS: hours.prefault('09:00-18:00'),
  LUNCH_HOURS: hours.prefault('12:00-13:00'),
  CLOSE_OUTSIDE_HOURS: z.enum(closings, { error: `one of ${closings.join(', ')}` }).default('stated'),
  PUBLIC_HOLIDAYS: z.enum(['KR', 'none'], { error: 'KR or none' }).default('KR'),
  COVER_MODE: z.enum(coverModes, { error: `one of ${coverModes.join(', ')}` }).default('together'),
  CALL_CENTRE: z.enum(['ring', 'queue'], { error: 'ring or queue' }).default('ring'),
  VOICEMAIL: z.enum(['on', 'off'], { error: 'on or off' }).default('off'),
  RECORDING_NOTICE: z.enum(['on', 'off'], { error: 'on or off' }).default('off'),
  LOG_LEVEL: z.enum(levels, { error: `one of ${levels.join(', ')}` }).default('info'),
});

export interface Config {
  publicBaseUrl: string;
  twilio: { accountSid: string; authTokens: readonly string[]; apiBaseUrl: string | undefined };
  port: number;
  host: string;
  boardOrigins: readonly string[];
  /** Number of hops, or addresses and subnets. */
  trustProxy: number | readonly string[];
  mongodbUri: string | undefined;
  dataDir: string;
  admin: { email: string; password: string | undefined };
  hashKey: string | undefined;
  sessionSecret: string | undefined;
  auditKey: string | undefined;
  auditKeepMonths: number;
  session: { idleMs: number; lifeMs: number };
  sso: { issuer: string; clientId: string; clientSecret: string; name: string } | undefined;
  metricsToken: string | undefined;
  timeZone: string;
  rule: Rule;
  /** Whether desks' legs are listened to for the third clause. */
  measuresClosing: boolean;
  /** How often calls are held against Twilio's own list; 0: only on demand. */
  reconcileMinutes: number;
  serviceLevelSeconds: number;
  /** Fractions. */
  targets: { ring: number; talk: number; closing: number };
  city: { ko: string; en: string };
  openingHours: { from: string; to: string };
  lunchHours: { from: string; to: string };
  /** Where the city's calls go, as far as a department says nothing of its own. */
  routing: {
    /** Departments that are closed outside their hours: none, those that state hours of their own, all. */
    closes: (typeof closings)[number];
    publicHolidays: 'KR' | 'none';
    coverMode: CoverMode;
    queuesCallCentre: boolean;
    voicemail: boolean;
    notice: boolean;
  };
  logLevel: (typeof levels)[number];
}

function deepFreeze<T extends object>(value: T): Readonly<T> {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part);
  return Object.freeze(value);
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError naming every wrong or missing setting. An empty value counts as not set. */
function parseSettings<Schema extends z.ZodObject>(schema: Schema, env: Environment): z.output<Schema> {
  const given = Object.keys(schema.shape).flatMap((name) => {
    const value = env[name]?.trim();
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const lines = new Map(parsed.error.issues.map(({ path: [name], message }) => [String(name), message]));
    const state = (name: string) => (given.some(([key]) => key === name) ? 'is wrong' : 'is missing');
    throw new ConfigError([...lines].map(([name, what]) => `${name} ${state(name)}: set it to ${what}.`).join('\n'));
  }
  return parsed.data;
}

/** All three or none: half a sign-in would look like one. @throws ConfigError */
function readSso(set: z.output<typeof settings>): Config['sso'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = set;
  if (issuer !== undefined && clientId !== undefined && clientSecret !== undefined)
    return { issuer, clientId, clientSecret, name };
  const missing = Object.entries({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret })
    .filter(([, value]) => value === undefined)
    .map(([setting]) => `${setting} is missing: single sign-on needs all three, or none of them.`);
  if (missing.length < 3) throw new ConfigError(missing.join('\n'));
  return undefined;
}

/** What programs need that only look after the data: they run where nothing is known of Twilio. @throws ConfigError */
export function readDataSettings(env: Environment): Pick<Config, 'mongodbUri' | 'dataDir' | 'rule'> {
  const rules = { RULE_PRESET: true, RING_CADENCE: true, TRANSFER_RING_SECONDS: true } as const;
  const needed = settings.pick({ MONGODB_URI: true, DATA_DIR: true, ...rules });
  const set = parseSettings(needed, env);
  return {
    mongodbUri: set.MONGODB_URI,
    dataDir: set.DATA_DIR,
    rule: ruleFor(set.RULE_PRESET, set.RING_CADENCE, set.TRANSFER_RING_SECONDS * 1000),
  };
}

/** What proving the access record needs, wherever that is done. @throws ConfigError */
export function readAuditSettings(env: Environment): Pick<Config, 'mongodbUri' | 'dataDir' | 'auditKey'> {
  const set = parseSettings(settings.pick({ MONGODB_URI: true, DATA_DIR: true, AUDIT_KEY: true }), env);
  return { mongodbUri: set.MONGODB_URI, dataDir: set.DATA_DIR, auditKey: set.AUDIT_KEY };
}

/** What setting up the account's numbers needs. @throws ConfigError */
export function readAccountSettings(
  env: Environment,
): Pick<Config, 'publicBaseUrl' | 'twilio' | 'mongodbUri' | 'dataDir'> {
  const needed = settings.pick({
    PUBLIC_BASE_URL: true,
    TWILIO_ACCOUNT_SID: true,
    TWILIO_AUTH_TOKEN: true,
    TWILIO_API_BASE_URL: true,
    MONGODB_URI: true,
    DATA_DIR: true,
  });
  const set = parseSettings(needed, env);
  return {
    publicBaseUrl: set.PUBLIC_BASE_URL,
    twilio: {
      accountSid: set.TWILIO_ACCOUNT_SID,
      authTokens: [set.TWILIO_AUTH_TOKEN],
      apiBaseUrl: set.TWILIO_API_BASE_URL,
    },
    mongodbUri: set.MONGODB_URI,
    dataDir: set.DATA_DIR,
  };
}

/** @throws ConfigError naming every wrong or missing setting. An empty value counts as not set. */
export function readConfig(env: Environment): Config {
  const set = parseSettings(settings, env);
  return deepFreeze({
    publicBaseUrl: set.PUBLIC_BASE_URL,
    twilio: {
      accountSid: set.TWILIO_ACCOUNT_SID,
      authTokens: [set.TWILIO_AUTH_TOKEN, set.TWILIO_AUTH_TOKEN_SECONDARY].filter((token) => token !== undefined),
      apiBaseUrl: set.TWILIO_API_BASE_URL,
    },
    port: set.PORT,
    host: set.HOST,
    boardOrigins: set.BOARD_ORIGINS,
    trustProxy: set.TRUST_PROXY,
    mongodbUri: set.MONGODB_URI,
    dataDir: set.DATA_DIR,
    admin: { email: set.ADMIN_EMAIL.toLowerCase(), password: set.ADMIN_PASSWORD },
    hashKey: set.HASH_KEY,
    sessionSecret: set.SESSION_SECRET,
    auditKey: set.AUDIT_KEY,
    auditKeepMonths: set.AUDIT_KEEP_MONTHS,
    session: { idleMs: set.SESSION_IDLE_MINUTES * 60_000, lifeMs: set.SESSION_HOURS * 3_600_000 },
    sso: readSso(set),
    metricsToken: set.METRICS_TOKEN,
    timeZone: set.TIME_ZONE,
    rule: ruleFor(set.RULE_PRESET, set.RING_CADENCE, set.TRANSFER_RING_SECONDS * 1000),
    measuresClosing: set.MEASURE_CLOSING === 'on',
    reconcileMinutes: set.RECONCILE_MINUTES,
    serviceLevelSeconds: set.SERVICE_LEVEL_SECONDS,
    targets: { ring: set.RING_TARGET_PERCENT, talk: set.TALK_TARGET_PERCENT, closing: set.CLOSING_TARGET_PERCENT },
    city: { ko: set.CITY_NAME, en: set.CITY_NAME_EN },
    openingHours: set.OPENING_HOURS,
    lunchHours: set.LUNCH_HOURS,
    routing: {
      closes: set.CLOSE_OUTSIDE_HOURS,
      publicHolidays: set.PUBLIC_HOLIDAYS,
      coverMode: set.COVER_MODE,
      queuesCallCentre: set.CALL_CENTRE === 'queue',
      voicemail: set.VOICEMAIL === 'on',
      notice: set.RECORDING_NOTICE === 'on',
    },
    logLevel: set.LOG_LEVEL,
  });
}
