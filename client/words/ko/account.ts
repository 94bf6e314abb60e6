// The Korean of the screen /account.
export const account = {};
