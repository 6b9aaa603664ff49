import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { recordAudit } from '../../modules/audit/index.ts';
import { rotateKeys, type RotatedKeys } from '../../modules/operations/index.ts';
import { masterFileOf } from '../../platform/crypto/key-store/configured-key-store.ts';
import { keyStoreStatus } from '../../platform/crypto/key-store/store-status.ts';
import { createTransitWrapper } from '../../platform/crypto/key-store/transit-wrapper.ts';
import { makePassphrase, SHORTEST_PASSPHRASE } from '../../platform/crypto/recovery/passphrase.ts';
import { exportRecovery, importRecovery } from '../../platform/crypto/recovery/recover-keys.ts';
import { readRecovery, RecoveryRefused } from '../../platform/crypto/recovery/recovery-file.ts';
import { writeOnce } from '../../platform/crypto/write-once.ts';
import { keyJobs } from '../jobs.ts';
import { type AddCommands, type Answer, type CommandRun, examples } from './command.ts';
import { CommandFailed } from './run-cli.ts';
import { runJobUntilEnd } from './run-job-until-end.ts';

/** `dossier keys status`, `rotate`, `export-recovery` and `import-recovery` */
export const addKeysCommands: AddCommands = (program, within, outside) => {
  const keys = program
    .command('keys')
    .description('the keys that customers’ data are sealed with')
    .addHelpText(
      'after',
      examples(
        ['keys status', 'what there is'],
        ['keys export-recovery --output dossier.recovery', 'so that they can be had back'],
      ),
    );

  keys
    .command('status')
    .description('versions, how many keys there are, and whether a recovery file was written; never the keys')
    .addHelpText('after', examples(['keys status --json', 'for a program']))
    .action(async () => await within(showStatus));

  keys
    .command('rotate')
    .description('make a new key and go through what is stored; everything goes on meanwhile')
    .option('--customers', "replace customers' own keys instead of the master key, and seal their values anew")
    .option('--index', 'replace the key of blind indexes instead, and make them anew')
    .addHelpText(
      'after',
      '\nInterrupted, it is finished by a worker. Write a new recovery file afterwards.' +
        examples(['keys rotate', 'the master key, yearly or after a leak'], ['keys rotate --index', 'blind indexes']),
    )
    .action(
      async ({ customers, index }: { customers?: boolean; index?: boolean }) =>
        await within(async (run) => await rotate(run, index ? 'INDEX' : customers ? 'DATA' : 'MASTER')),
    );

  keys
    .command('export-recovery')
    .description('seal the master and index keys under a passphrase, into a file that brings them back')
    .requiredOption('--output <file>', 'where to; must not be there yet')
    .option('--passphrase-file <file>', 'a passphrase of your own (- reads it from the input); one is made unless told')
    .addHelpText(
      'after',
      '\nKeep the file and the passphrase in two places, neither of them where backups are. The key store itself\n(keys/subjects.sqlite, or KEYSTORE_URL) must be copied as well: the recovery file opens it, and does not hold it.' +
        examples(['keys export-recovery --output /mnt/usb/dossier.recovery', 'prints a new passphrase, once']),
    )
    .action(
      async (options: { output: string; passphraseFile?: string }) =>
        await within(async (run) => await exportTo(run, resolve(options.output), options.passphraseFile)),
    );

  keys
    .command('import-recovery')
    .argument('<file>', 'what `dossier keys export-recovery` wrote')
    .description('put the keys of a recovery file back; changes nothing unless they are those of this key store')
    .requiredOption('--passphrase-file <file>', 'the passphrase (- reads it from the input)')
    .addHelpText(
      'after',
      examples(['keys import-recovery dossier.recovery --passphrase-file -', 'then type it, Enter and Ctrl-D']),
    )
    .action(
      async (file: string, { passphraseFile }: { passphraseFile: string }) =>
        await outside(
          async ({ config }) => await orRefusal(async () => await importFrom(config, file, passphraseFile)),
        ),
    );
};

async function showStatus({ ctx }: CommandRun): Promise<Answer> {
  const status = await keyStoreStatus(ctx.keyStore);
  const iso = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
  const { state, exportedAt } = status.recovery;
  const recovery = {
    NOT_EXPORTED: 'never written: run `dossier keys export-recovery`',
    OUTDATED: 'out of date, keys were rotated since: run `dossier keys export-recovery`',
    EXPORTED: 'holds the keys of today',
  }[state];
  const lines = [
    `key store      ${status.storeId}`,
    `wrapped by     ${status.place}`,
    ...status.masterVersions.map(({ version, createdAt, keys }) => {
      const mark = version === status.masterVersion ? ', current' : '';
      return `master key ${String(version).padEnd(3)} since ${iso(createdAt)}, ${keys} keys${mark}`;
    }),
    ...status.indexVersions.map(({ version, createdAt, current }) => {
      return `index key ${String(version).padEnd(4)} since ${iso(createdAt)}${current ? ', current' : ', being replaced'}`;
    }),
    `destroyed      keys of ${status.destroyed} subjects`,
    `recovery file  ${recovery}${exportedAt === undefined ? '' : ` (${iso(exportedAt)})`}`,
  ];
  return { text: lines.join('\n'), data: status };
}

const WHAT = { MASTER: 'Master key', DATA: "Customers' keys of generation", INDEX: 'Index key' } as const;

async function rotate(run: CommandRun, what: RotatedKeys): Promise<Answer> {
  const { version, jobId } = await rotateKeys(run.ctx, what);
  run.tell(`${WHAT[what]} ${version} is in use; going through what is stored.`);
  const { note } = await runJobUntilEnd(run, jobId, keyJobs);
  const job = run.ctx.publicIds.encode('job', jobId);
  const hint = what === 'DATA' ? '' : ' Write a new recovery file: `dossier keys export-recovery`.';
  return { text: `${WHAT[what]} ${version} is in use: ${note ?? 'done'}.${hint}`, data: { what, version, job, note } };
}

async function exportTo({ ctx }: CommandRun, path: string, passphraseFile: string | undefined): Promise<Answer> {
  if (existsSync(path)) throw new CommandFailed(`${path} exists already: give another name.`, 'FILE_EXISTS');
  const own = passphraseFile === undefined ? undefined : readPassphrase(passphraseFile);
  if (own !== undefined && own.length < SHORTEST_PASSPHRASE) {
    throw new CommandFailed(
      `The passphrase is too short; expected at least ${SHORTEST_PASSPHRASE} characters.`,
      'WEAK',
    );
  }
  const passphrase = own ?? makePassphrase();
  const { text, covers, kept } = await exportRecovery(ctx.keyStore, passphrase);
  writeOnce(path, text, 0o600);
  await kept();
  await ctx.db.ids.ensure(2);
  await ctx.db.transaction(async (trx) => {
    await recordAudit(trx, ctx, { action: 'keys.recoveryExported', objectType: 'keyStore', detail: { ...covers } });
  });
  const shown = own === undefined ? `\nIts passphrase, shown this once: ${passphrase}` : '';
  return {
    text: `${path} holds ${counted(covers.master.length, 'master key')} and ${counted(covers.index.length, 'index key')}.${shown}\nKeep the two apart, and neither where backups are.`,
    data: { path, ...covers, ...(own === undefined ? { passphrase } : {}) },
  };
}

async function importFrom(
  { keyStore, keysFolder, transit }: CommandRun['config'],
  file: string,
  passphraseFile: string,
): Promise<Answer> {
  const recovery = readRecovery(readText(resolve(file)));
  const put = await importRecovery(recovery, readPassphrase(passphraseFile), {
    address: keyStore,
    masterFile: masterFileOf(keysFolder),
    service: transit && createTransitWrapper(transit),
  });
  const nothing = put.master.length + put.index.length === 0;
  const text = nothing
    ? 'Everything in the recovery file was there already.'
    : `Put back: ${counted(put.master.length, 'master key')} and ${counted(put.index.length, 'index key')}. Processes that run must be started again.`;
  return { text, data: put };
}

async function orRefusal(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RecoveryRefused) throw new CommandFailed(error.message, 'RECOVERY_REFUSED');
    throw error;
  }
}

/** Without the line break that editors leave at the end. */
function readPassphrase(file: string): string {
  return (file === '-' ? readFileSync(0, 'utf8') : readText(resolve(file))).replace(/\r?\n$/, '');
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandFailed(`${path} cannot be read (${code}).`, 'UNREADABLE');
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
