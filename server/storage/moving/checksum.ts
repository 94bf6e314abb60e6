// The checksum of a collection: the SHA-256 of every document, combined by XOR, so that two databases may order them differently.
import { createHash } from 'node:crypto';
import { canonicalText } from '../../base/canonicalText.js';

export interface Checksum {
  count: number;
  /** 64 hexadecimal digits. */
  sha256: string;
}

/** No document comes twice: ids differ. */
export class ChecksumCounter {
  #count = 0;
  readonly #combined = Buffer.alloc(32);

  add(document: object): void {
    const digest = createHash('sha256').update(canonicalText(document)).digest();
    for (let at = 0; at < digest.length; at += 1) this.#combined[at] = (this.#combined[at] ?? 0) ^ (digest[at] ?? 0);
    this.#count += 1;
  }

  get value(): Checksum {
    return { count: this.#count, sha256: this.#combined.toString('hex') };
  }
}
