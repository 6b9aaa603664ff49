import { StartProblem } from './start-problem.ts';

const DEMO_CUSTOMERS = 2_000;
const MOST_DEMO_CUSTOMERS = 10_000_000;

/** What the server was told on its command line. */
export interface StartParameters {
  /** How many made-up customers to show; undefined for a real installation. */
  readonly demoCustomers: number | undefined;
}

/** Reads the command line of the server: nothing, `--demo`, or `--demo=<customers>`. Throws StartProblem otherwise. */
export function readParameters(given: readonly string[]): StartParameters {
  let demoCustomers: number | undefined;
  for (const one of given) {
    const [name, value] = one.split('=', 2);
    if (name !== '--demo')
      throw new StartProblem(`"${one}" is not known here; the server takes --demo or --demo=100000.`);
    demoCustomers = value === undefined ? DEMO_CUSTOMERS : Number(value);
    if (!Number.isInteger(demoCustomers) || demoCustomers < 1 || demoCustomers > MOST_DEMO_CUSTOMERS) {
      throw new StartProblem(`--demo is "${value}"; expected a number of customers from 1 to ${MOST_DEMO_CUSTOMERS}.`);
    }
  }
  return { demoCustomers };
}

/** The environment of a demo: a data folder of its own beside the real one, all else in it. */
export function demoEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (env['DATABASE_URL']?.trim()) {
    throw new StartProblem('--demo brings an embedded database of its own: start it without DATABASE_URL.');
  }
  return {
    ...env,
    DOSSIER_DATA: `${env['DOSSIER_DATA']?.trim() || 'data'}-demo`,
    DOSSIER_KEYS: '',
    KEYSTORE_URL: '',
    DOSSIER_TRANSIT_URL: '',
    DOSSIER_AUDIT_WITNESS: '',
  };
}
