import type { PublicKeys, SigningKey } from '../../../platform/crypto/audit-keys.ts';
import { NO_HASH } from '../../../platform/outbox/sealer.ts';
import { type AuditRow, linkHash } from '../audit-chain.ts';
import { type Checkpoint, parseCheckpoint, signCheckpoint } from '../checkpoint/checkpoint.ts';

/** All that a verification looks at, for tests that tamper with it. */
export interface Evidence {
  entries: AuditRow[];
  head: { seq: number; hash: string } | undefined;
  checkpoints: { number: number; line: string; witnessed_at: number | null }[];
  witness: string[];
  publicKeys: PublicKeys;
  /** Entries that stand nowhere. */
  readonly spare: readonly AuditRow[];
}

/** A generator of numbers from 0 up to 1; the same seed gives the same ones (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Numbers and links all entries from a place in the list on as a forger would who knows how, and moves the head. */
export function relink(evidence: Evidence, from: number): void {
  let hash = evidence.entries[from - 1]?.hash ?? NO_HASH;
  for (let place = from; place < evidence.entries.length; place++) {
    const row = at(evidence.entries, place);
    const seq = place + 1;
    const linked = { ...row, seq, prev_hash: hash };
    hash = linkHash(hash, seq, linked);
    evidence.entries[place] = { ...linked, hash };
  }
  evidence.head = { seq: evidence.entries.length, hash };
}

/** The places in the chain that checkpoints vouch for, rising. */
export function signedPlaces(evidence: Evidence): number[] {
  return evidence.checkpoints.map(({ line }) => said(line).seq);
}

/** Among which entries a change shows that makes the chain at `seq` another: after one checkpoint, up to the next. */
export function spanOf(evidence: Evidence, seq: number): { position: number; until: number } {
  const places = signedPlaces(evidence);
  return {
    position: (places.findLast((place) => place < seq) ?? 0) + 1,
    until: places.find((place) => place >= seq) ?? 0,
  };
}

/** What a checkpoint's line says. */
export function said(line: string): Checkpoint {
  const checkpoint = parseCheckpoint(line);
  if (!checkpoint) throw new Error(`not a checkpoint: ${line}`);
  return checkpoint;
}

/** The checkpoints of a chain as somebody with another key would sign them. */
export function signAnew(evidence: Evidence, key: SigningKey): string[] {
  return evidence.checkpoints.map(({ line }) => {
    const { chain: _chain, key: _key, ...checkpoint } = said(line);
    return signCheckpoint({ ...checkpoint, head: at(evidence.entries, checkpoint.seq - 1).hash ?? '' }, key);
  });
}

/** The element at a place that is there. */
export function at<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new Error(`nothing at ${place}`);
  return found;
}
