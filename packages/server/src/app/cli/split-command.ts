import { listSourceRecords } from '../../modules/customer/index.ts';
import { foreseeSplit, splitCustomer } from '../../modules/identity/index.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { type AddCommands, type Answer, type CommandRun, examples } from './command.ts';
import { answerOfOperation } from './merge-answer.ts';
import { fieldLines, printedFields } from './merge-preview.ts';
import { customerNamed } from './name-customer.ts';

interface SplitOptions {
  readonly records?: readonly string[];
  readonly sources?: readonly string[];
  readonly orders?: readonly string[];
  readonly dryRun?: boolean;
  readonly reason?: string;
}

/** `dossier split` */
export const addSplitCommand: AddCommands = (program, within) => {
  program
    .command('split')
    .argument('<customer>', 'number or id of the customer')
    .option('--records <ids...>', 'the source records that are: rec_…, as --dry-run shows them')
    .option('--sources <codes...>', 'all records of these sources')
    .option('--orders <ids...>', 'the orders that are: ord_…')
    .option('--dry-run', 'show of which records the customer is made and what the split will come to; change nothing')
    .option('--reason <text>', 'why; it is kept')
    .description('take records and orders that never were about this customer out, into a new one')
    .addHelpText(
      'after',
      examples(
        ['split C00000017 --dry-run', 'its records, with their ids'],
        ['split C00000017 --sources shop --reason "another Li Lei"', 'what the shop said is about somebody else'],
      ),
    )
    .action(
      async (customer: string, options: SplitOptions) =>
        await within(async (run) => await splitNamed(run, customer, options)),
    );
};

async function splitNamed(run: CommandRun, name: string, options: SplitOptions): Promise<Answer> {
  const { ctx } = run;
  const customerId = await customerNamed(ctx, name);
  const all = await listSourceRecords(ctx, customerId, false);
  const { records: named = [], sources = [], orders = [] } = options;
  const chosen = all.filter(({ id, source }) => named.includes(id) || sources.includes(source.code));
  const unknown = sources.find((code) => !all.some(({ source }) => source.code === code));
  if (unknown !== undefined) refuse('NOT_FOUND', ['sources']);
  const request = {
    customer: { id: customerId, field: ['customer'] },
    recordIds: keysOf(ctx, 'rec', [...named, ...chosen.map(({ id }) => id)], ['records']),
    orderIds: keysOf(ctx, 'ord', orders, ['orders']),
    reason: options.reason,
  };
  if (!options.dryRun) return await answerOfOperation(run, await splitCustomer(ctx, request));
  const records = all.map(({ id, source, externalId, recordedAt, fields }) => ({
    id,
    source: source.code,
    externalId,
    recordedAt: new Date(recordedAt).toISOString(),
    fields: [...new Set(fields.map(({ field }) => field))],
    isSplitOff: chosen.some((one) => one.id === id),
  }));
  const lines = records.map(
    ({ id, source, externalId, recordedAt, fields, isSplitOff }) =>
      `${isSplitOff ? '*' : ' '} ${id}  ${recordedAt}  ${source}${externalId === null ? '' : `:${externalId}`}  ${fields.join(' ')}`,
  );
  if (request.recordIds.length === 0)
    return { text: [`${name} is made of:`, ...lines].join('\n'), data: { records, preview: null } };
  const foreseen = await foreseeSplit(ctx, request);
  const released = await printedFields(ctx, foreseen.released);
  const survivor = await printedFields(ctx, foreseen.survivor);
  return {
    text: [
      `${name} is made of (* would be split off):`,
      ...lines,
      'The new customer would show:',
      ...fieldLines(released),
      `${name} would show:`,
      ...fieldLines(survivor),
    ].join('\n'),
    data: { records, preview: { released, survivor } },
  };
}

function keysOf(ctx: Ctx, type: 'rec' | 'ord', ids: readonly string[], field: readonly string[]): number[] {
  return [...new Set(ids.map((id) => ctx.publicIds.decode(type, id) ?? refuse('NOT_FOUND', field)))];
}
