import { rebuildConsents } from '../../modules/privacy/index.ts';
import { type AddCommands, examples } from './command.ts';

/** `dossier consents rebuild` */
export const addConsentsCommands: AddCommands = (program, within) => {
  program
    .command('consents')
    .description('the consents of customers')
    .addHelpText('after', examples(['consents rebuild', 'when `doctor consents` found a difference']))
    .command('rebuild')
    .description('make what stands anew from the consent ledger; requests and imports go on meanwhile')
    .addHelpText('after', examples(['consents rebuild', 'when `doctor consents` found a difference']))
    .action(
      async () =>
        await within(async ({ ctx, signal }) => {
          const rebuilt = await rebuildConsents(ctx, signal);
          const { customers, put, removed } = rebuilt;
          return {
            text: `${customers} customers looked at: ${put} consents put right, ${removed} without an entry removed.`,
            data: rebuilt,
          };
        }),
    );
};
