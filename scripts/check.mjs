// pnpm check: formatting, lint, types, dependency rules, and whether what is generated fits the sources.
import { bootstrap } from './bootstrap.mjs';
import { runChecks } from './checks.mjs';

const { failed } = await runChecks(await bootstrap());
process.exit(failed > 0 ? 1 : 0);
