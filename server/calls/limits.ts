// Numbers of the call path that both our TwiML and the reading of events need.

/** Longest Dial: Twilio's own default of 4 h, stated so that an ending at the limit can be told from a hang-up. */
export const dialTimeLimitSeconds = 4 * 3600;

/** Seconds a Dial rings; Twilio adds a buffer of about 5 s. */
export const dialTimeoutSeconds = 20;

/** A caller who left this soon is counted apart (DESIGN.md, "Figures, exactly"). */
export const shortAbandonMs = 5_000;

/** A live call that no event and no end reached leaves `now` after the longest Dial and five minutes. */
export const silentCallMs = (dialTimeLimitSeconds + 5 * 60) * 1000;

/** More nouns in one Dial are refused by Twilio. */
export const mostTargets = 10;

/** Whole-second stamps this far apart are surely in order; one Dial's legs begin closer together. */
export const surelyLaterMs = 2_000;

/** Events of one document, and the characters of their JSON; the oldest beyond them go to overflow documents (STORAGE.md). */
export const mostDocumentEvents = 500;
export const mostDocumentCharacters = 256_000;

/** Of one call in all its documents. A city's longest call has some hundred events; beyond this somebody plays with us. */
export const mostCallEvents = 5_000;
export const mostCallCharacters = 4_000_000;
