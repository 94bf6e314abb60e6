// Measures generated calls and prints what it found. Argument: calls of each kind of noise at each strength; with more than
// one, all voices and speeds take part.
import { measurePauses, speeds, voices } from './pauseErrors.js';

const each = Number(process.argv[2]);
const isProof = each > 1;
const speakers = (isProof ? voices : voices.slice(0, 2)).flatMap((voice) =>
  (isProof ? speeds : speeds.slice(1, 2)).map((wordsPerMinute) => ({ voice, wordsPerMinute })),
);
console.log(JSON.stringify(measurePauses(each, speakers, '333')));
