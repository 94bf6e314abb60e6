// The Korean of the screen /links.
export const links = {};
