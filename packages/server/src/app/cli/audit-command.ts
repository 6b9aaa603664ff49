import { createWriteStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type AuditVerdict,
  type DeclaredRestore,
  declareRestored,
  describeFinding,
  storedCheckpoints,
  verifyAudit,
  WitnessUnavailable,
} from '../../modules/audit/index.ts';
import type { Config } from '../../platform/config/config.ts';
import { pemOf, publicKeyFile, type PublicKeys, readPublicKeys } from '../../platform/crypto/audit-keys.ts';
import { type Database, openDatabase } from '../../platform/database/database.ts';
import { type AddCommands, type Answer, type CommandRun, EXIT, examples } from './command.ts';
import { CommandFailed } from './run-cli.ts';

/** `dossier audit verify`, `key`, `restored` and `checkpoints` */
export const addAuditCommands: AddCommands = (program, within, outside) => {
  const audit = program
    .command('audit')
    .description('prove that the audit log is as it was written')
    .addHelpText(
      'after',
      examples(['audit verify', 'is it?'], ['audit key > dossier.pub', 'for who is to check it elsewhere']),
    );

  audit
    .command('verify')
    .description('recompute every link, check every signed checkpoint and its witness; only reads')
    .option('--public-key <file>', 'what `dossier audit key` printed; that of the keys folder unless told')
    .option('--witness <file>', 'the witness, instead of DOSSIER_AUDIT_WITNESS')
    .addHelpText(
      'after',
      `\nEnds with ${EXIT.failed} when anything is wrong, naming the first wrong entry.` +
        examples(
          ['audit verify', 'of this installation'],
          [
            'audit verify --public-key auditor/dossier.pub --witness /mnt/worm/audit.jsonl',
            'with what others have kept',
          ],
        ),
    )
    .action(
      async (options: { publicKey?: string; witness?: string }) =>
        await outside(async (run) => await verify(run, options)),
    );

  audit
    .command('key')
    .description('print the public key, to be kept where nobody who runs this installation can change it')
    .addHelpText('after', examples(['audit key > dossier.pub', 'for the auditor']))
    .action(async () => await outside(async ({ config }) => showKey(config)));

  audit
    .command('restored')
    .description(
      'sign that the database was put back to an older state on purpose; `dossier restore` does it by itself',
    )
    .option('--reason <text>', 'why, for the log')
    .addHelpText('after', examples(['audit restored --reason "disk failed"', 'after a snapshot was put back']))
    .action(async ({ reason }: { reason?: string }) => await within(async (run) => await declare(run, reason)));

  audit
    .command('checkpoints')
    .description('write the checkpoints that are in the database into a new file, to begin a witness with')
    .requiredOption('--output <file>', 'where to; must not be there yet')
    .addHelpText('after', examples(['audit checkpoints --output /mnt/worm/audit.jsonl', 'a witness in another place']))
    .action(
      async ({ output }: { output: string }) =>
        await outside(async ({ config }) => await writeCheckpoints(config, resolve(output))),
    );
};

async function verify(
  { config, signal }: Pick<CommandRun, 'config' | 'signal'>,
  given: { publicKey?: string; witness?: string },
): Promise<Answer> {
  const publicKeys = publicKeysOf(config, given.publicKey);
  const witness = given.witness === undefined ? config.auditWitness : resolve(given.witness);
  // One that was named is meant to be there; the configured one is not until the first entry is signed.
  if (given.witness !== undefined && !existsSync(witness)) {
    throw new CommandFailed(`There is no witness ${witness}.`, 'WITNESS_UNAVAILABLE');
  }
  try {
    const verdict = await withDatabase(config, async ({ heavy }) => {
      return await verifyAudit({ read: heavy, publicKeys, witness, signal });
    });
    return {
      text: describe(verdict),
      data: { ...verdict, messages: verdict.findings.map(describeFinding) },
      exitCode: verdict.intact ? EXIT.done : EXIT.failed,
    };
  } catch (error) {
    if (error instanceof WitnessUnavailable)
      throw new CommandFailed(`${capital(error.message)}.`, 'WITNESS_UNAVAILABLE');
    throw error;
  }
}

function describe(verdict: AuditVerdict): string {
  const { entries, checkpoints, witnessedUntil, waiting, head } = verdict;
  const lines = [
    ...verdict.findings.map(describeFinding),
    ...verdict.restores.map(({ at, from, lostUntil, checkpoint }) => {
      const lost =
        lostUntil > from
          ? `entries ${from + 1} to at least ${lostUntil} of then were lost`
          : 'no witnessed entry was lost';
      return `Restored on ${new Date(at).toISOString()} from entry ${from} (checkpoint ${checkpoint}): ${lost}.`;
    }),
    ...(waiting > 0 ? [`Not in the witness yet: ${counted(waiting, 'checkpoint')}.`] : []),
  ];
  if (!verdict.intact) return ['The audit log is NOT as it was written.', ...lines].join('\n');
  const extent = `${counted(entries, 'entry', 'entries')}, each linked to the one before, ${counted(checkpoints, 'signed checkpoint')}, witnessed up to entry ${witnessedUntil}; head ${head}`;
  return [`The audit log is intact: ${extent}.`, ...lines].join('\n');
}

function showKey(config: Config): Answer {
  const keys = publicKeysOf(config, undefined);
  const pem = [...keys.values()].map(pemOf).join('').trimEnd();
  return { text: pem, data: { fingerprints: [...keys.keys()], pem } };
}

async function declare({ ctx }: CommandRun, reason: string | undefined): Promise<Answer> {
  try {
    const declared = await declareRestored(ctx, reason);
    if (!declared) throw new CommandFailed('The private key is missing from the keys folder: put it back.', 'NO_KEY');
    return describeRestore(declared, ctx.auditWitness);
  } catch (error) {
    if (error instanceof WitnessUnavailable)
      throw new CommandFailed(`${capital(error.message)}.`, 'WITNESS_UNAVAILABLE');
    throw error;
  }
}

/** What a signed restore means, for a person and for programs. */
export function describeRestore({ from, witnessed, round }: DeclaredRestore, witness: string): Answer {
  const lost =
    witnessed > from
      ? ` The witness knows of entries up to ${witnessed}: those after ${from} were lost.`
      : ' No witnessed entry was lost.';
  const inWitness = round.problem === undefined;
  const waits = inWitness ? '' : ` It is not in the witness ${witness} yet (${round.problem}).`;
  return {
    text: `The audit log says, signed, that it goes on from entry ${from}.${lost}${waits}`,
    data: { from, witnessed, inWitness },
  };
}

async function writeCheckpoints(config: Config, path: string): Promise<Answer> {
  let checkpoints = 0;
  await withDatabase(config, async ({ heavy }) => {
    const lines = async function* () {
      for await (const line of storedCheckpoints(heavy)) {
        checkpoints++;
        yield `${line}\n`;
      }
    };
    await pipeline(Readable.from(lines()), createWriteStream(path, { flags: 'wx' }));
  });
  return { text: `${path}: ${counted(checkpoints, 'checkpoint')}`, data: { path, checkpoints } };
}

function publicKeysOf(config: Config, given: string | undefined): PublicKeys {
  const path = given === undefined ? publicKeyFile(config.keysFolder) : resolve(given);
  try {
    return readPublicKeys(path);
  } catch (error) {
    const why =
      error instanceof Error && 'code' in error ? `${path} cannot be read (${String(error.code)})` : undefined;
    throw new CommandFailed(`${why ?? (error instanceof Error ? error.message : path)}.`, 'NO_PUBLIC_KEY');
  }
}

async function withDatabase<T>(config: Config, work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase(config.database);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
