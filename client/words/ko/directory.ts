// The Korean of the screen /directory.
export const directory = {};
