import { shownAs } from '../../modules/custody/index.ts';
import { foreseeUnmerge, type GoesTo, unmergeCustomer } from '../../modules/identity/index.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { type AddCommands, type Answer, type CommandRun, examples, standsFor } from './command.ts';
import { eachLine } from './each-line.ts';
import { answerOfOperation } from './merge-answer.ts';
import { fieldLines, printedFields } from './merge-preview.ts';
import { customerNamed } from './name-customer.ts';

interface UnmergeOptions {
  readonly give?: readonly string[];
  readonly keep?: readonly string[];
  readonly dryRun?: boolean;
  readonly reason?: string;
}

const IN_USE = examples(
  ['unmerge C00000025 --dry-run', 'what both will show, and what came in since'],
  ['unmerge C00000025 --give ord_8Zq0c1…', 'with an order that came since'],
);

/** `dossier unmerge …` */
export const addUnmergeCommands: AddCommands = (program, within) => {
  const unmerge = program.command('unmerge').description('give merged customers back; `merge` takes it back');
  const one = unmerge
    .command('customer', { isDefault: true })
    .argument('<customer>', 'number or id of the customer who was merged')
    .option(
      '--give <ids...>',
      'records and orders that came since and are theirs: rec_…, ord_…, as --dry-run shows them',
    )
    .option('--keep <ids...>', 'records and orders that came since and stay with the survivor')
    .option('--dry-run', 'show what it will come to, and change nothing')
    .option('--reason <text>', 'why; it is kept')
    .description('give a merged customer back, with everything that is its own, before and since')
    .addHelpText('after', IN_USE)
    .action(
      async (customer: string, options: UnmergeOptions) =>
        await within(async (run) => await unmergeNamed(run, customer, options)),
    );
  unmerge.addHelpText('after', standsFor(one)).addHelpText('after', IN_USE);

  unmerge
    .command('file')
    .argument('<file>', 'CSV: in its first column who is given back')
    .option('--dry-run', 'say how many would be given back, and change nothing')
    .option('--reason <text>', 'why; it is kept with each')
    .description('give many back, one after the other; a file of `merge file` will do, and it may be run again')
    .addHelpText('after', examples(['unmerge file same.csv --reason "wrong file"', 'takes back what it merged']))
    .action(
      async (file: string, options: Pick<UnmergeOptions, 'dryRun' | 'reason'>) =>
        await within(async (run) => await unmergeFile(run, file, options)),
    );
};

async function unmergeFile(
  run: CommandRun,
  file: string,
  { dryRun, reason }: Pick<UnmergeOptions, 'dryRun' | 'reason'>,
): Promise<Answer> {
  const { ctx } = run;
  return await eachLine(run, file, dryRun === true, async ([name]) => {
    const customerId = await customerNamed(ctx, name);
    if ((await shownAs(ctx.db.read, [customerId]))(customerId) === customerId) return 'already';
    if (dryRun) await foreseeUnmerge(ctx, customerId, new Map());
    else await unmergeCustomer(ctx, { customerId, decisions: new Map(), reason });
    return 'done';
  });
}

async function unmergeNamed(run: CommandRun, name: string, options: UnmergeOptions): Promise<Answer> {
  const { ctx } = run;
  const customerId = await customerNamed(ctx, name);
  const decisions = new Map([
    ...keysOf(ctx, options.give ?? [], 'RELEASED' as const),
    ...keysOf(ctx, options.keep ?? [], 'SURVIVOR' as const),
  ]);
  const { reason } = options;
  if (!options.dryRun)
    return await answerOfOperation(run, await unmergeCustomer(ctx, { customerId, decisions, reason }));
  const foreseen = await foreseeUnmerge(ctx, customerId, decisions);
  const things = foreseen.things.map(({ key, kind, at, goesTo, because }) => ({
    id: ctx.publicIds.encode(kind === 'RECORD' ? 'rec' : 'ord', key),
    kind,
    at: new Date(at).toISOString(),
    goesTo,
    because,
  }));
  const released = await printedFields(ctx, foreseen.released);
  const survivor = await printedFields(ctx, foreseen.survivor);
  return {
    text: [
      `${name} would show:`,
      ...fieldLines(released),
      'The survivor would show:',
      ...fieldLines(survivor),
      ...(things.length === 0 ? [] : ['Came in since:']),
      ...things.map(({ id, kind, at, goesTo, because }) => `  ${id}  ${kind}  ${at}  ${goesTo}  ${because}`),
    ].join('\n'),
    data: { preview: { released, survivor, things } },
  };
}

function keysOf(ctx: Ctx, ids: readonly string[], goesTo: GoesTo): [number, GoesTo][] {
  return ids.map((id) => [
    ctx.publicIds.decode('rec', id) ?? ctx.publicIds.decode('ord', id) ?? refuse('NOT_FOUND', ['decisions']),
    goesTo,
  ]);
}
