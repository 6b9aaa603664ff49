import { breachedPasswordsCheck } from '../modules/access/index.ts';
import { numbersCheck } from '../modules/customer/index.ts';
import { privacyChecks } from '../modules/privacy/index.ts';
import { operationsChecks } from '../modules/operations/index.ts';
import { migrationState } from '../platform/database/migrate.ts';
import type { DoctorCheck } from '../platform/doctor/doctor-check.ts';
import { openSchema } from './migrate-database.ts';

const migrationsCheck: DoctorCheck = {
  name: 'migrations',
  description: "whether the tables are this program's",
  run: async ({ db }) => {
    const { pending, unknown } = await migrationState(await openSchema(db));
    return [
      ...pending.map((name) => ({
        level: 'WARNING' as const,
        message: `${name} was not run yet: run \`dossier migrate\`.`,
      })),
      ...unknown.map((name) => ({
        level: 'ERROR' as const,
        message: `${name} is of a newer version than this program.`,
      })),
    ];
  },
};

/** Everything that `dossier doctor` looks at, in this order. Modules offer theirs through their index. */
export const doctorChecks: readonly DoctorCheck[] = [
  migrationsCheck,
  ...operationsChecks,
  numbersCheck,
  ...privacyChecks,
  breachedPasswordsCheck,
];
