// What a television loads first: the wall alone, small enough for a slow line.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { built } from './deskPage.js';

/** Fonts come beside it, only those whose characters are shown. */
const mostBytes = 200_000;

test('the wall’s first load stays under 200 kB compressed, without the desk', async () => {
  const html = await readFile(join(built, 'index.html'), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path ?? '');
  expect(files.length).toBeGreaterThan(1);
  const contents = await Promise.all(files.map((path) => readFile(join(built, path), 'utf8')));
  const bytes = contents.reduce((sum, content) => sum + gzipSync(content).length, gzipSync(html).length);
  console.log(`The wall's first load: ${(bytes / 1000).toFixed(1)} kB compressed in ${files.length} files.`);
  expect(bytes).toBeLessThan(mostBytes);
  expect(contents.join('')).not.toContain('사용자 추가');
});
