import { sign, verify } from 'node:crypto';
import { z } from 'zod';
import type { PublicKeys, SigningKey } from '../../../platform/crypto/audit-keys.ts';

/** Keeps a signature made here from being taken for one over anything else. */
const PURPOSE = 'dossier/audit-checkpoint/1\n';
const count = z.int().min(0);

const schema = z.strictObject({
  /** Milliseconds since 1970. */
  at: count,
  chain: z.literal('audit'),
  /** Entries of the chain up to and including `seq`. */
  count,
  /** The hash of the entry at `seq`. */
  head: z.string().regex(/^[0-9a-f]{64}$/),
  /** Fingerprint of the key that signed. */
  key: z.string(),
  /** RESTORED: the database was put back to an older state on purpose, in which the chain ended at `seq`. */
  kind: z.enum(['CHECKPOINT', 'RESTORED']),
  /** Gapless from 1. */
  number: z.int().min(1),
  /** The number of the checkpoint that this one follows in its database: the one before, unless that was lost by a restore. */
  previous: count,
  seq: count,
});

/** What is signed: how far the audit chain went at a moment, and its hash there. */
export type Checkpoint = z.infer<typeof schema>;

const signedSchema = schema.extend({ signature: z.string().regex(/^[0-9a-f]{128}$/) });

/** What a line was found to be. `checkpoint` is what it says even if it lies; undefined when it says nothing legible. */
export interface ExaminedLine {
  readonly checkpoint: Checkpoint | undefined;
  /** Undefined when it is what the holder of a given key signed. */
  readonly problem: string | undefined;
}

/** Signs a checkpoint: one line of JSON, members in alphabetical order, the signature last. */
export function signCheckpoint(
  checkpoint: Omit<Checkpoint, 'chain' | 'key'>,
  { key, fingerprint }: SigningKey,
): string {
  const content = canonical({ ...checkpoint, chain: 'audit', key: fingerprint });
  const signature = sign(null, Buffer.from(PURPOSE + content), key).toString('hex');
  return withSignature(content, signature);
}

/** Whether a line is a checkpoint in the one form it can have, signed with one of the keys. */
export function examineLine(line: string, keys: PublicKeys): ExaminedLine {
  const checkpoint = parseCheckpoint(line);
  if (!checkpoint) return { checkpoint, problem: 'it is not a checkpoint' };
  const key = keys.get(checkpoint.key);
  if (!key) return { checkpoint, problem: `it was signed with another key (${checkpoint.key})` };
  const content = canonical(checkpoint);
  const signature = Buffer.from(line.slice(-130, -2), 'hex');
  if (withSignature(content, signature.toString('hex')) !== line) {
    return { checkpoint, problem: 'it was written in another form' };
  }
  const isSigned = verify(null, Buffer.from(PURPOSE + content), key, signature);
  return { checkpoint, problem: isSigned ? undefined : 'it was changed: its signature is wrong' };
}

/** What a line says, whoever wrote it. */
export function parseCheckpoint(line: string): Checkpoint | undefined {
  try {
    const { signature: _signature, ...checkpoint } = signedSchema.parse(JSON.parse(line));
    return checkpoint;
  } catch {
    return undefined;
  }
}

function canonical({ at, chain, count: entries, head, key, kind, number, previous, seq }: Checkpoint): string {
  return JSON.stringify({ at, chain, count: entries, head, key, kind, number, previous, seq });
}

function withSignature(content: string, signature: string): string {
  return `${content.slice(0, -1)},"signature":"${signature}"}`;
}
