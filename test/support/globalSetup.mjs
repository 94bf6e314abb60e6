// Browser tests open the built page, so it is built once before all tests when the sources are newer.
import { buildIfStale } from '../../scripts/run.mjs';

export default async function globalSetup() {
  await buildIfStale();
}
