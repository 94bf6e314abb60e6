// Whom a city's traffic calls: the numbers of a directory file, or the invented city's.
import { readFile } from 'node:fs/promises';
import { problemLine } from '../../server/directory/importProblem.js';
import { readDirectoryFile } from '../../server/directory/readDirectoryFile.js';
import { buildDemoCity } from '../demo/demoCity.js';
import type { CityDesk, CityLines } from './drawCallPlan.js';
import { UsageError } from './readSimulateOptions.js';

/** Lies in a block that no city has. */
const vacant = '+82310009999';

/** @throws UsageError naming what is wrong with the file. */
export async function readCityLines(path: string | undefined): Promise<CityLines> {
  if (path === undefined) return buildDemoCity().lines;
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--directory: ${path} cannot be read (${error.code ?? error.message}).`);
  });
  const { entries, problems } = await readDirectoryFile(bytes);
  const [problem] = problems;
  if (problem) throw new UsageError(`--directory: ${problemLine(problem)}`);
  const centre = entries.lines.find(({ isCallCentre }) => isCallCentre === true);
  const [first, ...others] = entries.lines
    .filter((line) => line !== centre)
    .map(({ number, departmentId, targets }): CityDesk => {
      return { number, departmentId, address: targets[0]?.address ?? number, weight: 1 };
    });
  if (!first) throw new UsageError(`--directory: ${path} names no number to call.`);
  return {
    desks: [first, ...others],
    centre: centre ? { number: centre.number, agents: centre.targets.length } : null,
    vacant,
  };
}
