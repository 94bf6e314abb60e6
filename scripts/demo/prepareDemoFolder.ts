// The demo's own data folder: kept between starts, emptied when it comes from another version, never anyone else's.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Counted up whenever the demo's directory or its stored form changes. */
const format = 2;
const markerName = 'samsamsam-demo.json';

/** A folder that the demo must not touch. */
export class DemoFolderError extends Error {
  override name = 'DemoFolderError';
}

/** @throws DemoFolderError when the folder cannot be made, or holds anything but an earlier demo. */
export async function prepareDemoFolder(folder: string, seed: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new DemoFolderError(
      `${folder} cannot be made (${error.code}): set DATA_DIR to a folder that can be written.`,
    );
  });
  const wanted = JSON.stringify({ demo: 'samsamsam', format, seed });
  const found = await readFile(join(folder, markerName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === wanted) return;
  const entries = (await readdir(folder)).filter((entry) => entry !== markerName);
  if (found === undefined && entries.length > 0) {
    throw new DemoFolderError(
      `${folder} is not empty and was not made by the demo: empty it, or set another DATA_DIR.`,
    );
  }
  for (const entry of entries) await rm(join(folder, entry), { recursive: true });
  await writeFile(join(folder, markerName), wanted);
}
