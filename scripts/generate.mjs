// pnpm generate: writes the first migrations from the entities, schema.graphql from the API's types, and the console's
// typed operations from that.
import { bootstrap } from './bootstrap.mjs';
import { fail } from './process.mjs';
import { generate, writeMigrations } from './schema.mjs';

const toolchain = await bootstrap();
const problem = (await writeMigrations(toolchain)) ?? (await generate(toolchain));
if (problem) fail(problem);
console.log('The migrations, schema.graphql and packages/console/src/gql are up to date.');
