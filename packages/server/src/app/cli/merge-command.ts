import { shownAs } from '../../modules/custody/index.ts';
import { foreseeMerge, mergeCustomers } from '../../modules/identity/index.ts';
import { type AddCommands, type Answer, type CommandRun, examples, standsFor } from './command.ts';
import { eachLine } from './each-line.ts';
import { answerOfOperation } from './merge-answer.ts';
import { fieldLines, movedText, printedFields } from './merge-preview.ts';
import { customerNamed } from './name-customer.ts';

interface MergeOptions {
  readonly dryRun?: boolean;
  readonly reason?: string;
}

const IN_USE = examples(
  ['merge C00000017 C00000025 --dry-run', 'what it will come to; nothing is changed'],
  ['merge C00000017 C00000025 C00000033 --reason "same person"', 'two become part of the first'],
);

/** `dossier merge …` */
export const addMergeCommands: AddCommands = (program, within) => {
  const merge = program.command('merge').description('make customers one; `unmerge` takes it back');
  const customers = merge
    .command('customers', { isDefault: true })
    .argument('<survivor>', 'number or id of the customer who is shown from then on')
    .argument('<customers...>', 'numbers or ids of those who become part of it, up to 100')
    .option('--dry-run', 'show what it will come to, and change nothing')
    .option('--reason <text>', 'why; it is kept')
    .description('make customers part of another, with everything they have; nothing is deleted')
    .addHelpText('after', IN_USE)
    .action(
      async (survivor: string, others: string[], options: MergeOptions) =>
        await within(async (run) => await mergeNamed(run, survivor, others, options)),
    );
  merge.addHelpText('after', standsFor(customers)).addHelpText('after', IN_USE);

  merge
    .command('file')
    .argument('<file>', 'CSV: the customer, and the one it becomes part of')
    .option('--dry-run', 'say how many would be merged, and change nothing')
    .option('--reason <text>', 'why; it is kept with each merge')
    .description('merge many, one after the other; those who are one already are passed over, so it may be run again')
    .addHelpText(
      'after',
      examples(['merge file same.csv --reason "shop and CRM"', 'a header, then C00000025,C00000017']),
    )
    .action(
      async (file: string, options: MergeOptions) => await within(async (run) => await mergeFile(run, file, options)),
    );
};

async function mergeNamed(
  run: CommandRun,
  survivorName: string,
  names: readonly string[],
  { dryRun, reason }: MergeOptions,
): Promise<Answer> {
  const { ctx } = run;
  const survivor = { id: await customerNamed(ctx, survivorName), field: ['survivor'] };
  const customers = [];
  for (const name of names) customers.push({ id: await customerNamed(ctx, name), field: ['customers'] });
  if (!dryRun) return await answerOfOperation(run, await mergeCustomers(ctx, { survivor, customers, reason }));
  const foreseen = await foreseeMerge(ctx, survivor, customers);
  const fields = await printedFields(ctx, foreseen.fields);
  const conflicts = foreseen.conflicts.map(({ kind, identifierType }) => ({ kind, identifierType }));
  return {
    text: [
      `${survivorName} would show:`,
      ...fieldLines(fields),
      `Would go along: ${movedText(foreseen.moved)}.`,
      ...(conflicts.length === 0 ? [] : [`Against it: ${conflicts.map(({ kind }) => kind).join(', ')}.`]),
    ].join('\n'),
    data: { preview: { fields, conflicts, moved: foreseen.moved } },
  };
}

/** Merges, line by line, whoever the file says is one. */
async function mergeFile(run: CommandRun, file: string, { dryRun, reason }: MergeOptions): Promise<Answer> {
  const { ctx } = run;
  return await eachLine(run, file, dryRun === true, async ([name, into]) => {
    const id = await customerNamed(ctx, name);
    const other = await customerNamed(ctx, into);
    // Who was merged before is meant by its number as well.
    const shown = await shownAs(ctx.db.read, [id, other]);
    if (shown(id) === shown(other)) return 'already';
    const survivor = { id: shown(other), field: ['survivor'] };
    const customers = [{ id: shown(id), field: ['customers'] }];
    if (dryRun) await foreseeMerge(ctx, survivor, customers);
    else await mergeCustomers(ctx, { survivor, customers, reason });
    return 'done';
  });
}
