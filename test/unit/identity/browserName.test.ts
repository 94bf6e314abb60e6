// Browsers by the names that people know them by.
import { expect, test } from '@jest/globals';
import { browserName } from '../../../server/identity/browserName.js';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36`, 'Chrome, Windows'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`, 'Edge, Windows'],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/138.0.0.0 Whale/4.33.0.0 Safari/537.36`,
    'Whale, Windows',
  ],
  [
    `Mozilla/5.0 (Linux; Android 16; K) ${webkit} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile`,
    'Samsung Internet, Android',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1', 'Safari, iOS'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, macOS'],
  [`Mozilla/5.0 (SMART-TV; Linux; Tizen 9.0) ${webkit} Safari/537.36`, 'Safari, TV'],
  ['curl/8.5.0', ''],
  ['', ''],
  [undefined, ''],
])('%p is %p', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});
