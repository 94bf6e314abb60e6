// One value on one line: checksum, space, JSON, line break. JSON never holds a raw line break, so a line is whole or damaged.
import { crc32 } from 'node:zlib';

const pattern = /^([0-9a-f]{8}) (.+)$/;

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

export function encodeLine(value: unknown): string {
  const json = JSON.stringify(value);
  return `${checksum(json)} ${json}\n`;
}

/** @param line without its line break. @returns undefined when the checksum does not fit. */
export function decodeLine(line: string): { value: unknown } | undefined {
  const [, sum, json = ''] = pattern.exec(line) ?? [];
  return sum !== undefined && sum === checksum(json) ? { value: JSON.parse(json) as unknown } : undefined;
}
