// The demo's settings: the product's own where they were given, otherwise made up for this one start.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Config, ConfigError, readConfig } from '../../server/config.js';
import { demoCityName } from './demoCity.js';

export interface DemoSettings {
  config: Config;
  admin: { email: string; password: string };
  authToken: string;
}

const adminEmail = 'admin@hanbit.example';

/** @throws ConfigError for a wrong value, or when a real database is set: the demo never writes into one. */
export function readDemoSettings(env: Readonly<Record<string, string | undefined>>): DemoSettings {
  const given = (name: string) => env[name]?.trim() || undefined;
  if (given('MONGODB_URI') !== undefined) {
    throw new ConfigError('MONGODB_URI is set, and the demo never writes into a real database: start it without.');
  }
  const email = given('ADMIN_EMAIL') ?? adminEmail;
  const password = given('ADMIN_PASSWORD') ?? randomBytes(9).toString('base64url');
  const authToken = given('TWILIO_AUTH_TOKEN') ?? randomBytes(16).toString('hex');
  const port = given('PORT') ?? '3000';
  const config = readConfig({
    CITY_NAME: demoCityName.ko,
    CITY_NAME_EN: demoCityName.en,
    // A quiet terminal: the progress line is what a person watches here.
    LOG_LEVEL: 'warn',
    // It is always Monday morning there.
    CLOSE_OUTSIDE_HOURS: 'never',
    ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== '')),
    PORT: port,
    PUBLIC_BASE_URL: given('PUBLIC_BASE_URL') ?? `http://localhost:${port}`,
    TWILIO_ACCOUNT_SID: given('TWILIO_ACCOUNT_SID') ?? `AC${randomBytes(16).toString('hex')}`,
    TWILIO_AUTH_TOKEN: authToken,
    DATA_DIR: join(given('DATA_DIR') ?? './data', 'demo'),
    ADMIN_EMAIL: email,
    ADMIN_PASSWORD: password,
  });
  return { config, admin: { email, password }, authToken };
}
