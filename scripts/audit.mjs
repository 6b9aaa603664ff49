// npm run audit: asks the package registry for known weaknesses of the packages that the product is made of. Needs the network, so
// no check and no test waits for it. Ends with 0 when none is known, 1 when some are, 2 when nobody could say.
import { pathToFileURL } from 'node:url';
import { PNPM_COMMAND, ROOT } from './bootstrap.mjs';
import { capture } from './process.mjs';

const ORDER = ['critical', 'high', 'moderate', 'low', 'info'];

/** What the answer of `pnpm audit --json` comes to: a line for each weakness, the worst first; undefined when it is no answer. */
export function findings(text) {
  let report;
  try {
    report = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof report?.advisories !== 'object' || report.advisories === null) return undefined;
  return Object.values(report.advisories)
    .toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity))
    .map(({ severity, module_name: name, title, url, patched_versions: patched }) => {
      const repair = patched && patched !== '<0.0.0' ? `fixed in ${patched}` : 'no fix yet';
      return `${severity}: ${name}: ${title} (${repair}) ${url}`;
    });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [command, ...flags] = PNPM_COMMAND;
  const env = { ...process.env, CI: 'true' };
  const { stdout, stderr } = await capture(command, [...flags, 'audit', '--prod', '--json'], { cwd: ROOT, env });
  const known = findings(stdout);
  if (known === undefined) {
    console.error(
      `Known weaknesses could not be asked for; the registry may have no such list.\n${stderr}${stdout}`.trimEnd(),
    );
    process.exitCode = 2;
  } else {
    console.log(known.length === 0 ? 'No weakness of these packages is known.' : known.join('\n'));
    process.exitCode = known.length === 0 ? 0 : 1;
  }
}
