import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { Refused, refuse } from '../../platform/graphql/refused.ts';
import {
  createImport,
  dryRunImport,
  findImport,
  type ImportRecord,
  listTemplates,
  receiveFile,
  saveTemplate,
  setupImport,
  startImport,
  writeRejectedFile,
} from '../../modules/intake/index.ts';
import type { Answer, CommandRun } from './command.ts';
import { answerOf, explainRefusal } from './import-answer.ts';
import { type ImportOptions, setupOf, withMeanings } from './import-options.ts';
import { CommandFailed } from './run-cli.ts';
import { runImportUntil } from './run-import-until.ts';

/** Imports a file and waits until it is done, or says why it is refused. */
export async function importFile(run: CommandRun, path: string, options: ImportOptions): Promise<Answer> {
  const { ctx } = run;
  await access(path).catch(() => {
    throw new CommandFailed(`There is no file ${path}, or it may not be read.`, 'NOT_FOUND');
  });
  const file = await receiveFile(ctx, createReadStream(path), { name: path });
  const id = await createImport(ctx, {
    fileId: file.id,
    sourceCode: options.source,
    again: options.again ?? false,
    setup: setupOf(options, await templateNamed(run, options.template)),
  });
  if (options.map) {
    const { setup } = await loadImport(run, id);
    const mapping = setup.mapping.map(({ column, index, target, options: known }) => ({
      column,
      index,
      target,
      options: Object.entries(known).map(([name, value]) => ({ name, value: String(value) })),
    }));
    await setupImport(ctx, id, undefined, {
      mapping: withMeanings(mapping, options.map),
      keys: options.keys ? options.key : [],
    });
  }
  const drafted = await loadImport(run, id);
  run.tell(drafted.setup.mapping.map(({ column, target }) => `${column} → ${target}`).join('\n'));
  if (options.saveTemplate) await saveTemplate(ctx, id, options.saveTemplate);
  try {
    await (options.dryRun ? dryRunImport(ctx, id) : startImport(ctx, id));
  } catch (error) {
    throw error instanceof Refused ? explainRefusal(error, drafted) : error;
  }
  const done = await runImportUntil(
    run,
    id,
    options.dryRun ? ['DRY_RUN_DONE', 'DRAFT'] : ['DONE', 'CANCELLED', 'PAUSED'],
  );
  if (options.rejected) await writeRejectedFile(ctx, done, options.rejected);
  return await answerOf(run, done);
}

async function templateNamed(run: CommandRun, name: string | undefined): Promise<number | undefined> {
  if (name === undefined) return undefined;
  const known = (await listTemplates(run.ctx.db.read)).find((template) => template.name === name);
  return known?.id ?? refuse('NOT_FOUND', ['template']);
}

/** The import of a key. */
export async function loadImport(run: CommandRun, id: number): Promise<ImportRecord> {
  return (await findImport(run.ctx.db.read, id)) ?? refuse('NOT_FOUND', ['id']);
}
