// What two people say to each other, as a telephone carries it.

/** mu-law, 8,000 bytes a second, from the moment they are connected; what lies behind the end is silence. */
export interface Tracks {
  official: Uint8Array;
  citizen: Uint8Array;
}
