import { message } from '@dossier/shared/error';
import { findFile, type ImportRecord, isReconciled, listRejections } from '../../modules/intake/index.ts';
import { rowMessage } from '../../modules/intake/index.ts';
import type { Refused } from '../../platform/graphql/refused.ts';
import { type Answer, type CommandRun, EXIT } from './command.ts';
import { CommandFailed } from './run-cli.ts';

const SHOWN_ROWS = 10;
const OPTION: Readonly<Record<string, string>> = {
  encoding: '--encoding',
  delimiter: '--delimiter',
  sheet: '--sheet',
  header: '--header-row or --no-header',
  table: '--header-row or --first-row',
  footer: '--last-row',
  sourceId: '--source',
  mapping: '--map',
  fileId: '--again',
  timeZone: '--time-zone',
};

/** What became of an import, for a person and for a program. */
export async function answerOf(run: CommandRun, record: ImportRecord): Promise<Answer> {
  const { ctx } = run;
  const counts = record.state === 'DRY_RUN_DONE' && record.dryRun ? record.dryRun : record.counts;
  const file = await findFile(ctx.db.read, record.fileId);
  const rejections = await listRejections(ctx, record.id, { afterLine: 0, limit: SHOWN_ROWS });
  const rejectedRows = rejections.map(({ line, column, code, params }) => ({
    row: line,
    column,
    code,
    message: rowMessage(code, params, 'en'),
  }));
  const id = ctx.publicIds.encode('imp', record.id);
  const seconds =
    record.startedAt !== null && record.finishedAt !== null ? (record.finishedAt - record.startedAt) / 1000 : null;
  const data = {
    import: {
      id,
      state: record.state,
      kind: record.kind,
      file: file && { name: file.name, sha256: file.sha256, size: file.size },
      counts: { ...counts, reconciled: isReconciled(counts) },
      rejectedRows,
      seconds,
      problem: record.problem,
    },
  };
  const lines = [
    `${id}  ${record.state}${record.problem ? `: ${record.problem}` : ''}`,
    `rows read ${counts.read} = created ${counts.created} + updated ${counts.updated} + unchanged ${counts.unchanged} + rejected ${counts.rejected}`,
    `customers created ${counts.customers}, orders ${counts.orders}, order lines ${counts.orderLines}, lines without a customer ${counts.linesWithoutCustomer}, flagged ${counts.warnings}`,
    ...(seconds ? [`${seconds.toFixed(1)} s, ${Math.round(counts.read / seconds)} rows/s`] : []),
    ...rejectedRows.map(
      ({ row, column, message: text }) => `row ${row}${column === null ? '' : `, ${column}`}: ${text}`,
    ),
  ];
  return { text: lines.join('\n'), data, exitCode: record.state === 'FAILED' ? EXIT.failed : EXIT.done };
}

/** A refusal to begin, with the option that answers it. */
export function explainRefusal(error: Refused, record: ImportRecord): CommandFailed {
  const lines = error.refusals.map(({ code, field = [], params }) => {
    const option = OPTION[field.at(-1) ?? ''] ?? OPTION[field[0] ?? ''];
    const about = field.length > 1 ? ` (${field.slice(1).join('.')})` : '';
    return `${message(code, params ?? {}, 'en')}${about}${option === undefined ? '' : ` Answer with ${option}.`}`;
  });
  const asks = error.refusals.some(({ code }) => code === 'DETECTION_UNSURE');
  const read = asks ? [`It would be read as: ${JSON.stringify(record.setup.read)}`] : [];
  return new CommandFailed(
    [...lines, ...read].join('\n'),
    asks ? 'NEEDS_ANSWER' : (error.refusals[0]?.code ?? 'INVALID'),
  );
}
