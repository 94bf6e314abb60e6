// Settings: each is documented, checked once, and a refused start says what to set.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig, settings } from '../../../server/config.js';

const required = {
  PUBLIC_BASE_URL: 'https://calls.example/telephones/',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'token',
};

function mistakes(env: Record<string, string>): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const example = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
const documented = [...example.matchAll(/^(# )?([A-Z_]+)=(.*)$/gm)].map(([, off, name = '', value = '']) => ({
  name,
  value,
  isDefault: off !== undefined,
}));

describe('settings', () => {
  test('.env.example lists every setting once, in the same order, and no other', () => {
    expect(documented.map(({ name }) => name)).toEqual(Object.keys(settings.shape));
  });

  test('.env.example explains each setting and shows the default that applies', () => {
    const lines = example.split('\n');
    const examples = ['TWILIO_API_BASE_URL', 'BOARD_ORIGINS', 'TRUST_PROXY', 'MONGODB_URI'];
    const unset = readConfig(required);
    for (const { name, value, isDefault } of documented) {
      const at = lines.findIndex((line) => line.replace('# ', '').startsWith(`${name}=`));
      expect(lines[at - 1]).toMatch(/^# [A-Z].{10,}\.$/);
      if (isDefault && value !== '' && !examples.includes(name)) {
        expect(readConfig({ ...required, [name]: value })).toEqual(unset);
      }
      if (examples.includes(name)) expect(readConfig({ ...required, [name]: value })).not.toEqual(unset);
    }
  });

  test('with only the required settings the defaults of the contract apply', () => {
    const config = readConfig(required);
    expect(config).toMatchObject({
      publicBaseUrl: 'https://calls.example/telephones',
      port: 3000,
      host: '127.0.0.1',
      dataDir: './data',
      timeZone: 'Asia/Seoul',
      serviceLevelSeconds: 20,
      targets: { ring: 0.95, talk: 0.9, closing: 0.9 },
      openingHours: { from: '09:00', to: '18:00' },
      trustProxy: 0,
      mongodbUri: undefined,
    });
    expect(config.rule).toMatchObject({ preset: 'ulsan', cadence: 'KR', ringLimitMs: 6000, talkLimitMs: 180_000 });
    expect(config.twilio.authTokens).toEqual(['token']);
  });

  test('the settings cannot be changed afterwards', () => {
    const config = readConfig(required);
    expect(() => Object.assign(config.rule, { ringLimitMs: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
  });

  test('each missing setting is named on a line of its own', () => {
    expect(mistakes({})).toEqual([
      expect.stringMatching(/^PUBLIC_BASE_URL is missing: set it to .+\.$/),
      expect.stringMatching(/^TWILIO_ACCOUNT_SID is missing: set it to .+\.$/),
      expect.stringMatching(/^TWILIO_AUTH_TOKEN is missing: set it to .+\.$/),
    ]);
  });

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PUBLIC_BASE_URL', 'calls.example'],
    ['PUBLIC_BASE_URL', 'ftp://calls.example'],
    ['PUBLIC_BASE_URL', 'https://calls.example/?a=1'],
    ['TWILIO_ACCOUNT_SID', 'AC123'],
    ['BOARD_ORIGINS', 'https://board.example/path'],
    ['BOARD_ORIGINS', 'https://board.example, board.example'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', 'proxy.example'],
    ['MONGODB_URI', 'localhost:27017'],
    ['ADMIN_EMAIL', 'admin'],
    ['ADMIN_PASSWORD', 'short'],
    ['HASH_KEY', 'short'],
    ['SESSION_SECRET', 'short'],
    ['AUDIT_KEY', 'short'],
    ['METRICS_TOKEN', 'short'],
    ['SESSION_IDLE_MINUTES', '4'],
    ['SESSION_IDLE_MINUTES', '1441'],
    ['SESSION_HOURS', '0'],
    ['SESSION_HOURS', '169'],
    ['OIDC_ISSUER', 'http://login.example'],
    ['OIDC_ISSUER', 'https://login.example/?tenant=1'],
    ['TIME_ZONE', 'Korea/Seoul'],
    ['RULE_PRESET', 'most'],
    ['RING_CADENCE', 'XX'],
    ['RING_CADENCE', 'toString'],
    ['SERVICE_LEVEL_SECONDS', '0'],
    ['RING_TARGET_PERCENT', '101'],
    ['OPENING_HOURS', '18:00-09:00'],
    ['LUNCH_HOURS', '25:00-26:00'],
    ['LOG_LEVEL', 'loud'],
  ])('a wrong %s (%s) is refused with one line that says what to set', (name, value) => {
    const lines = mistakes({ ...required, [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name} is wrong: set it to .+\\.$`));
  });

  test('single sign-on is set up wholly or not at all, over https or on this machine', () => {
    const sso = { OIDC_ISSUER: 'https://login.example/city', OIDC_CLIENT_ID: 'id', OIDC_CLIENT_SECRET: 'secret' };
    expect(readConfig(required).sso).toBeUndefined();
    expect(readConfig({ ...required, ...sso }).sso).toEqual({
      issuer: 'https://login.example/city',
      clientId: 'id',
      clientSecret: 'secret',
      name: 'SSO',
    });
    expect(readConfig({ ...required, ...sso, OIDC_ISSUER: 'http://127.0.0.1:9000' }).sso).toBeDefined();
    expect(mistakes({ ...required, OIDC_ISSUER: sso.OIDC_ISSUER })).toEqual([
      expect.stringMatching(/^OIDC_CLIENT_ID is missing: .+\.$/),
      expect.stringMatching(/^OIDC_CLIENT_SECRET is missing: .+\.$/),
    ]);
  });

  test('an empty value counts as not set', () => {
    expect(readConfig({ ...required, PORT: '', HASH_KEY: ' ' })).toEqual(readConfig(required));
  });

  test('proxies are a number of hops or addresses, and both auth tokens are accepted', () => {
    expect(readConfig({ ...required, TRUST_PROXY: '2' }).trustProxy).toBe(2);
    expect(readConfig({ ...required, TRUST_PROXY: 'loopback, 10.0.0.0/8' }).trustProxy).toEqual([
      'loopback',
      '10.0.0.0/8',
    ]);
    const both = readConfig({ ...required, TWILIO_AUTH_TOKEN_SECONDARY: 'next' });
    expect(both.twilio.authTokens).toEqual(['token', 'next']);
  });
});
