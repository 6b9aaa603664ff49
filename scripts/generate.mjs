// pnpm generate: writes schema.graphql from the server's types, and the console's typed operations from that.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { fail } from './process.mjs';
import { generate } from './schema.mjs';

const toolchain = await bootstrap();
mkdirSync(join(ROOT, '.cache'), { recursive: true });
const problem = await generate(toolchain);
if (problem) fail(problem);
console.log('schema.graphql and packages/console/src/gql are up to date.');
