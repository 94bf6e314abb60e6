// Holds the imports to the map. A crawl that found nothing would pass in silence, so its size is checked as well.
import { cruise } from 'dependency-cruiser';
import options from '../.dependency-cruiser.cjs';

const { output } = await cruise(['server', 'client', 'scripts', 'test'], {
  ...options.options,
  ruleSet: { forbidden: options.forbidden },
  validate: true,
});
const { totalCruised, violations } = output.summary;
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} -> ${to}`);
const own = output.modules.filter(
  ({ source, dependencies }) => source.startsWith('server/') && dependencies.length > 0,
);
if (own.length < 50) {
  console.error(`Only ${own.length} server files with imports were seen: the crawl is broken.`);
  process.exitCode = 1;
}
if (violations.length > 0) process.exitCode = 1;
console.log(`${totalCruised} modules, ${violations.length} boundary violations`);
