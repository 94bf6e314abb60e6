// The few things the spool asks of a disk. A file's name is durable only once its folder is, so a new file syncs both.
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface AppendFile {
  append(text: string): Promise<void>;
  /** Resolves when everything appended survives a power cut. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** @throws when the file exists already. */
export type OpenAppendFile = (path: string) => Promise<AppendFile>;

/** The lines hold telephone numbers. */
const forTheOwnerOnly = 0o600;

async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; its file system keeps names by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export const openAppendFile: OpenAppendFile = async (path) => {
  const handle = await open(path, 'ax', forTheOwnerOnly);
  try {
    await syncFolder(dirname(path));
  } catch (error) {
    await handle.close();
    throw error;
  }
  return {
    append: (text) => handle.appendFile(text),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
};

/** Adds to what is kept aside for a person; durable when it resolves. */
export async function keepAside(path: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(path, 'a', forTheOwnerOnly);
  try {
    await handle.appendFile(content);
    await handle.appendFile('\n');
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(path));
}
