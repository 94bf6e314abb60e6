// How a city telephones: shares, weights and times with their sources in the project's domain notes (section 7).
// Sources there: Jeju's calls per person, Gimpo's weekdays, Cheonan's hours, Daegu 1998's ring bands; the rest is assumed.

/** Calls a working day: six to each of 720 officials, and the call centre's. */
export const departmentCallsPerDay = 4_320;
export const centreCallsPerDay = 355;

/** Monday is 1. */
export const weekdayWeights: Readonly<Record<number, number>> = { 1: 1.12, 2: 1.05, 3: 1.01, 4: 0.93, 5: 0.89 };
export const hourWeights: Readonly<Record<number, number>> = {
  9: 78,
  10: 100,
  11: 90.5,
  12: 36.4,
  13: 75,
  14: 93,
  15: 91,
  16: 72,
  17: 38,
};

/** Seconds; a lognormal by its median and sigma. */
export const departmentRing = { median: 4.2, sigma: 0.545 };
export const centreRing = { least: 2, mean: 1.5 };
export const departmentTalk = { median: 120, sigma: 0.8 };
export const centreTalk = { median: 105, sigma: 0.7 };
export const patienceMean = 45;
/** Assumed: four officials in ten wait three seconds. */
export const closingPause = { median: 2.5, sigma: 0.7 };

export const noAnswerShare = { lunch: 0.18, else: 0.06 };
export const coverShare = 0.7;
export const coverDelay = 3;
export const transferShare = { centre: 0.25, department: 0.2, again: 0.15 };
export const callerHangsUpShare = 0.8;

/** Assumed. */
export const busyShare = 0.02;
export const failShare = 0.004;
export const machineShare = 0.008;
export const oddShare = 0.02;
export const unknownNumberShare = 0.004;
export const agentBusyShare = 0.35;

/** Tax, traffic, environment and welfare desks ring more often than others (Gimpo 2018). */
export const heavyWeight = 3;

/** Calls a second at a local hour (0 to 23) and ISO weekday (1 to 7); nobody calls a closed city hall. */
export function arrivalRate(hour: number, weekday: number, callsPerDay: number): number {
  const ofDay = Object.values(hourWeights).reduce((sum, weight) => sum + weight, 0);
  return (callsPerDay * (weekdayWeights[weekday] ?? 0) * (hourWeights[hour] ?? 0)) / ofDay / 3_600;
}
