import { migrateDatabase } from '../migrate-database.ts';
import { type AddCommands, examples } from './command.ts';

/** `dossier migrate` */
export const addMigrateCommand: AddCommands = (program, within) => {
  program
    .command('migrate')
    .description(
      "bring the database's tables up to this version; a backup is written first when there is anything in them",
    )
    .addHelpText('after', examples(['migrate', 'before the server of a new version is started']))
    .action(
      async () =>
        await within(
          async ({ services }) => {
            const done = await migrateDatabase(services);
            const text = done.length === 0 ? 'The tables are up to date.' : `Migrated: ${done.join(', ')}.`;
            return { text, data: { migrated: done } };
          },
          { tables: 'any' },
        ),
    );
};
