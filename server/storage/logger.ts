// What storage says in passing; any logger with these two methods will do.
export interface StorageLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export const silentLogger: StorageLogger = { info: () => {}, warn: () => {} };
