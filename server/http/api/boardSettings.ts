// What a board needs to know once: names, targets, hours, and the rule's limits in seconds.
import type { Config } from '../../config.js';
import type { BoardSettings } from '../../contract/boardSettings.js';
import type { Directory } from '../../directory/directory.js';
import { protectionLimitMs } from '../../verdict/presets.js';

export function boardSettings(config: Config, directory: Pick<Directory, 'departments'>): BoardSettings {
  const { rule } = config;
  return {
    city: config.city,
    timeZone: config.timeZone,
    targets: config.targets,
    rule: {
      preset: rule.preset,
      version: rule.version,
      cadenceSeconds: rule.cadenceMs / 1000,
      ringLimitSeconds: rule.ringLimitMs / 1000,
      talkLimitSeconds: rule.talkLimitMs / 1000,
      protectionSeconds: protectionLimitMs / 1000,
    },
    openingHours: config.openingHours,
    lunchHours: config.lunchHours,
    departments: directory.departments().map(({ id, name, coverMode }) => ({
      id,
      name,
      coverMode: coverMode ?? config.routing.coverMode,
    })),
  };
}
