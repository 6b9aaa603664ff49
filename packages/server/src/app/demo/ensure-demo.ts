import type { Services } from '../../platform/context/context.ts';
import { StartProblem } from '../start-problem.ts';
import { accountsText } from './demo-accounts.ts';
import { readDemoState, writeDemoState } from './demo-state.ts';
import { fillDemo } from './fill-demo.ts';

/** Some people are recorded twice: so many are made up for each customer record that is wanted (measured at 2,000). */
const PEOPLE_PER_RECORD = 0.83;

/**
 * Makes sure that a migrated installation holds the made-up company: fills it when it is empty, leaves it alone when it is
 * a demo already. Returns what the start tells about signing in.
 *
 * @throws StartProblem when it holds anything else, a demo of another size, or one that was not filled to its end
 */
export async function ensureDemo(services: Services, size: number): Promise<string> {
  const state = await readDemoState(services);
  const again = `Remove ${services.dataFolder} (or choose another folder with DOSSIER_DATA) and start again.`;
  if (state.demo === 'filling') throw new StartProblem(`The demo was not filled to its end. ${again}`);
  if (state.demo !== undefined && state.size !== size)
    throw new StartProblem(`The demo there has ${state.size} customers, not ${size}. ${again}`);
  if (state.demo === undefined) {
    if (state.isUsed) throw new StartProblem(`${services.dataFolder} holds data of its own, not a demo’s. ${again}`);
    process.stderr.write(`Making up a company of ${size.toLocaleString('en')} customers …\n`);
    await writeDemoState(services, 'filling', size);
    await fillDemo(services, Math.ceil(size * PEOPLE_PER_RECORD), (percent) =>
      process.stderr.write(`  ${percent} %\n`),
    );
    await writeDemoState(services, 'true', size);
  }
  return `A made-up company; sign in as\n${await accountsText(services)}\n`;
}
