// The Korean of the screen /sessions.
export const sessions = {};
