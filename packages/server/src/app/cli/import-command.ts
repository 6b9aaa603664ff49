import { refuse } from '../../platform/graphql/refused.ts';
import { cancelImport, discardImport, pauseImport, resumeImport, turnImport } from '../../modules/intake/index.ts';
import { type AddCommands, type Answer, type CommandRun, examples, standsFor } from './command.ts';
import { addImportOptions, type ImportOptions } from './import-options.ts';
import { answerOf } from './import-answer.ts';
import { importFile, loadImport } from './import-file.ts';
import { runImportUntil } from './run-import-until.ts';

const IN_USE = examples(
  ['import customers.xlsx --source crm', 'with everything recognised'],
  ['import orders.csv.gz --kind purchases --source shop --json', 'for a program'],
  ['import 客户.csv --source crm --map "联系方式=MOBILE" --dry-run', 'correct one column, write nothing'],
);
const WHICH = ['<id>', 'the import: imp_…, as `dossier imports` shows it'] as const;

/** `dossier import …` */
export const addImportCommands: AddCommands = (program, within) => {
  const imports = program.command('import').description('bring customers or purchases in from a file');

  const run = addImportOptions(
    imports
      .command('run', { isDefault: true })
      .argument('<file>', 'its path; the name does not matter, the content does')
      .description('import a CSV, TSV or XLSX file, plain or gzipped; waits until it is done')
      .addHelpText('after', IN_USE),
  ).action(
    async (file: string, options: ImportOptions) => await within(async (at) => await importFile(at, file, options)),
  );
  imports.addHelpText('after', standsFor(run)).addHelpText('after', IN_USE);

  imports
    .command('resume')
    .argument(...WHICH)
    .description('let an import go on from where it stands; waits until it is done')
    .addHelpText('after', examples(['import resume imp_8Zq0c1…', 'after a pause, a failure or a crash']))
    .action(async (publicId: string) => await within(async (at) => await resume(at, publicId)));

  for (const [action, description, change] of [
    ['pause', 'stop a running import after its present batch', pauseImport],
    ['cancel', 'end an import where it is', cancelImport],
  ] as const) {
    imports
      .command(action)
      .argument(...WHICH)
      .description(description)
      .addHelpText('after', examples([`import ${action} imp_8Zq0c1…`, 'what was taken over stays until you undo']))
      .action(
        async (publicId: string) =>
          await within(async (run) => {
            const id = run.ctx.publicIds.decode('imp', publicId) ?? refuse('NOT_FOUND', ['id']);
            await change(run.ctx, id);
            return await answerOf(run, await loadImport(run, id));
          }),
      );
  }

  imports
    .command('discard')
    .argument(...WHICH)
    .description('remove an import that was never started, and its file')
    .addHelpText('after', examples(['import discard imp_8Zq0c1…', 'nothing of it remains']))
    .action(
      async (publicId: string) =>
        await within(async ({ ctx }) => {
          await discardImport(ctx, ctx.publicIds.decode('imp', publicId) ?? refuse('NOT_FOUND', ['id']));
          return { text: 'The draft and its file are removed.', data: { discarded: publicId } };
        }),
    );

  for (const [action, description] of [
    ['undo', 'take a whole import back'],
    ['redo', 'give an undone import back'],
    ['purge', 'erase the data of an undone import for good'],
  ] as const) {
    imports
      .command(action)
      .argument(...WHICH)
      .description(`${description}; waits until it is done`)
      .addHelpText('after', examples([`import ${action} imp_8Zq0c1…`, description]))
      .action(
        async (publicId: string) =>
          await within(async (run) => {
            const id = run.ctx.publicIds.decode('imp', publicId);
            if (id === undefined) refuse('NOT_FOUND', ['id']);
            await turnImport(run.ctx, id, action);
            const ends = { undo: ['UNDONE'], redo: ['DONE', 'CANCELLED'], purge: ['PURGED'] } as const;
            return await answerOf(run, await runImportUntil(run, id, [...ends[action]]));
          }),
      );
  }
};

/** Lets an import go on that was paused, failed or left behind by a process that is gone, and waits until it is done. */
async function resume(run: CommandRun, publicId: string): Promise<Answer> {
  const { ctx } = run;
  const id = ctx.publicIds.decode('imp', publicId) ?? refuse('NOT_FOUND', ['id']);
  const { state } = await loadImport(run, id);
  if (state !== 'QUEUED' && state !== 'RUNNING') await resumeImport(ctx, id);
  return await answerOf(run, await runImportUntil(run, id, ['DONE', 'CANCELLED', 'PAUSED']));
}
