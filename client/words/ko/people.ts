// The Korean of the screen /people.
export const people = {};
