// Walks through the protection of customers on the built product as a new user would, by what everybody can reach: printed
// accounts, the console's operations, OAuth and GraphQL with curl, the command line. A line for each fact with what was seen; it
// ends with 1 when something is not as it should be.
//   node scripts/evaluate-protection.mjs [--demo=2000] [--database mysql://user:password@host:port/] [--quick]     (Node 24)
// The user of the database must be allowed to create databases; what is made there is removed. `--quick` rotates the master key
// only.
import { parseArgs } from 'node:util';
import { bootstrap } from './bootstrap.mjs';
import { walkAudit } from './evaluate-protection/audit.mjs';
import { accountsIn } from './evaluate-protection/console.mjs';
import { walkErasure } from './evaluate-protection/erasure.mjs';
import { createFacts } from './evaluate-protection/facts.mjs';
import { startDemo } from './evaluate-protection/installation.mjs';
import { walkPartner } from './evaluate-protection/partner.mjs';
import { walkRoles } from './evaluate-protection/roles.mjs';
import { walkRotation } from './evaluate-protection/rotation.mjs';
import { make } from './make.mjs';

const { values: options } = parseArgs({
  options: {
    demo: { type: 'string', default: '2000' },
    database: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});
const begun = Date.now();
const toolchain = await bootstrap();
await make(toolchain, ['server']);
const facts = createFacts();
const installation = await startDemo(toolchain, { customers: Number(options.demo), server: options.database });
try {
  const accounts = accountsIn(installation.said);
  facts.say(`A demo of ${options.demo} customers on ${installation.engine}, ${accounts.length} accounts printed.`);
  const { people, customer } = await walkRoles({ facts, installation, accounts });
  await walkPartner({ facts, installation, people });
  await walkRotation({ facts, installation, people, isQuick: options.quick });
  await walkAudit({ facts, installation });
  await walkErasure({ facts, installation, people, customer });
} finally {
  await installation.stop();
}
const { right, wrong } = facts.count;
console.log(`\n${right} as they should be, ${wrong} not, ${Math.round((Date.now() - begun) / 1000)} s`);
process.exitCode = wrong > 0 ? 1 : 0;
