import { join, resolve } from 'node:path';
import { declareRestored, recordAudit, WitnessUnavailable } from '../../modules/audit/index.ts';
import { BackupRefused, openBackup, restoreBackup, writeBackup } from '../../modules/operations/index.ts';
import { replayErasures } from '../../modules/erasure/index.ts';
import { publicKeyFile } from '../../platform/crypto/audit-keys.ts';
import { migrateDatabase, migrateTo } from '../migrate-database.ts';
import { migrationsFor } from '../migrations/migrations.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { describeRestore } from './audit-command.ts';
import { type AddCommands, type Answer, type CommandRun, examples } from './command.ts';
import { CommandFailed } from './run-cli.ts';

/** `dossier backup` and `dossier restore` */
export const addBackupCommands: AddCommands = (program, within) => {
  program
    .command('backup')
    .description('write everything except the keys into one file; the installation may be running')
    .option('--output <file>', 'where to; <data folder>/backups/dossier-<time>.tar unless told')
    .addHelpText(
      'after',
      examples(
        ['backup', 'into the data folder'],
        ['backup --output /mnt/nas/dossier.tar', 'elsewhere, which is wiser'],
      ) +
        '\n\nThe keys are not in it: keep a copy of the keys folder in another place. Without it sealed values cannot be\nread and public ids change.',
    )
    .action(
      async ({ output }: { output?: string }) =>
        await within(async (run) => await orRefusal(async () => await backUp(run, output))),
    );

  program
    .command('restore')
    .argument('<file>', 'a file that `dossier backup` wrote')
    .description('put a backup in the place of this installation, which must be stopped')
    .option('--replace', 'also when there is data already; a backup of it is written first')
    .option('--check', 'only check that the file is whole')
    .addHelpText(
      'after',
      examples(
        ['restore dossier-20260305T083000.tar', 'into an empty installation, of either engine'],
        ['restore dossier.tar --check --json', 'is it whole?'],
      ),
    )
    .action(
      async (file: string, options: { replace?: boolean; check?: boolean }) =>
        await within(
          async (run) =>
            await orRefusal(async () =>
              options.check ? await check(file) : await restore(run, file, options.replace ?? false),
            ),
          { tables: 'any' },
        ),
    );
};

async function orRefusal(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupRefused) throw new CommandFailed(error.message, 'BACKUP_REFUSED');
    throw error;
  }
}

async function backUp({ services, ctx, tell }: CommandRun, output: string | undefined): Promise<Answer> {
  const stamp = new Date(ctx.now()).toISOString().replaceAll(/[-:.Z]/g, '');
  const path = resolve(output ?? join(services.dataFolder, 'backups', `dossier-${stamp}.tar`));
  const written = await writeBackup(services, path, (table) => tell(`reading ${table}`));
  await services.db.transaction(
    async (trx) =>
      await recordAudit(trx, ctx, {
        action: 'backup.written',
        objectType: 'installation',
        detail: { sha256: written.sha256, size: written.size, rows: written.rows },
      }),
  );
  const text = `${written.path}: ${written.rows} rows of ${written.tables} tables and ${written.files} files, ${written.size} bytes, SHA-256 ${written.sha256}`;
  return { text, data: { backup: written } };
}

/** Tells verification that this was a restore, and the operator what the log lost by it. */
async function signRestore(ctx: Ctx): Promise<{ text: string; data: object | null }> {
  try {
    const declared = await declareRestored(ctx);
    if (declared) return describeRestore(declared, ctx.auditWitness);
    const text =
      'Verification is not told of the restore, because the private key of the audit log is missing from the keys folder: put it back, then run `dossier audit restored`.';
    return { text, data: null };
  } catch (error) {
    if (!(error instanceof WitnessUnavailable)) throw error;
    const text = `The audit witness ${ctx.auditWitness} cannot be read (${error.code}): when it can, run \`dossier audit restored\`. Until then verification takes the restore for tampering.`;
    return { text, data: null };
  }
}

async function check(file: string): Promise<Answer> {
  const { manifest } = await openBackup(resolve(file));
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const { createdAt, engine, migrations } = manifest;
  const text = `It is whole: ${rows} rows of ${manifest.tables.length} tables and ${manifest.files.length} files, written ${createdAt} from ${engine}.`;
  return {
    text,
    data: { createdAt, engine, migrations, rows, tables: manifest.tables.length, files: manifest.files.length },
  };
}

async function restore({ config, services, ctx, tell }: CommandRun, file: string, replace: boolean): Promise<Answer> {
  const { manifest, sameKeys, before, replayed } = await restoreBackup({
    path: resolve(file),
    address: config.database,
    dataFolder: services.dataFolder,
    keys: services.keys,
    replace,
    now: services.now,
    migrations: migrationsFor(config.database.engine).map(({ name }) => name),
    migrateTo,
    replay: async (db) => await replayErasures({ ...ctx, db }),
    tell,
  });
  // What follows opens the restored database: nothing of this process touched the old one.
  await migrateDatabase(services);
  await services.db.transaction(
    async (trx) =>
      await recordAudit(trx, ctx, {
        action: 'backup.restored',
        objectType: 'installation',
        detail: { backupOf: manifest.createdAt, engine: manifest.engine },
      }),
  );
  const audit = await signRestore(ctx);
  const lines = [
    `Restored as of ${manifest.createdAt}; every table is as it was.`,
    ...(replayed.customers > 0 ? [`Erased again: ${replayed.customers} customers who were erased since then.`] : []),
    audit.text,
    ...(before ? [`What was there before is in ${before.path}.`] : []),
    ...(sameKeys
      ? []
      : [
          'The keys are others than those of the backup: ids that programs have kept are no longer valid.',
          `To verify what was signed before, add that installation's public key to ${publicKeyFile(config.keysFolder)}.`,
        ]),
  ];
  return {
    text: lines.join('\n'),
    data: { restored: manifest.createdAt, sameKeys, before: before?.path ?? null, replayed, audit: audit.data },
  };
}
