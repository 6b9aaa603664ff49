import { makeAuditKeys } from '../../../platform/crypto/audit-keys.ts';
import { linkHash } from '../audit-chain.ts';
import { signCheckpoint } from '../checkpoint/checkpoint.ts';
import { AUDIT_COLUMNS } from '../record-audit.ts';
import type { AuditFinding } from '../verify/audit-verdict.ts';
import { at, type Evidence, relink, said, signAnew, signedPlaces, spanOf } from './evidence.ts';

/** Changes the evidence and says what a verification must find first of its kind. */
export type Tampering = (evidence: Evidence, below: (limit: number) => number) => Partial<AuditFinding>;

const stranger = makeAuditKeys();
const strangersKey = at(
  [stranger.signing].filter((key) => key !== undefined),
  0,
);
// Places are changed by tamperings of their own.
const COLUMNS = AUDIT_COLUMNS.filter((column) => column !== 'seq');

function edited(evidence: Evidence, place: number, below: (limit: number) => number): void {
  const row = at(evidence.entries, place);
  // Every column but the links, which relinking would put right again.
  const column = at(COLUMNS, below(COLUMNS.length - 2));
  evidence.entries[place] = { ...row, [column]: another(row[column], column) };
}

function another(value: string | number | null, column = ''): string | number {
  if (value === null) return column.endsWith('_id') ? 7 : '{}';
  if (typeof value === 'number') return value + 1_000_000;
  return `${value.startsWith('0') ? '1' : '0'}${value.slice(1)}`;
}

const chain = (position: number, more: Partial<AuditFinding> = {}) => ({ place: 'chain' as const, position, ...more });
/** A place that a checkpoint vouches for. */
const signed = (evidence: Evidence, below: (limit: number) => number) => below(signedPlaces(evidence).at(-1) ?? 0);

/** Ways to tamper, each with what is to be found. Places in lists count from 0, entries from 1. */
export const tamperings: Readonly<Record<string, Tampering>> = {
  'any column of an entry is edited': (evidence, below) => {
    const place = below(evidence.entries.length);
    const row = at(evidence.entries, place);
    const column = at(COLUMNS, below(COLUMNS.length));
    evidence.entries[place] = { ...row, [column]: another(row[column], column) };
    return chain(place + 1);
  },
  'the place of an entry is edited': (evidence, below) => {
    const place = below(evidence.entries.length);
    const seq = at([null, 0, -5, 10_000], below(4));
    evidence.entries[place] = { ...at(evidence.entries, place), seq };
    return chain(place + 1, { problem: 'the entry is missing' });
  },
  'an entry is edited and its own hash recomputed': (evidence, below) => {
    const place = below(evidence.entries.length);
    edited(evidence, place, below);
    const row = at(evidence.entries, place);
    evidence.entries[place] = { ...row, hash: linkHash(row.prev_hash ?? '', place + 1, row) };
    if (signedPlaces(evidence).includes(place + 1))
      return chain(spanOf(evidence, place + 1).position, { until: place + 1 });
    return chain(Math.min(place + 2, evidence.entries.length));
  },
  'an entry is edited and all hashes after it recomputed': (evidence, below) => {
    const place = signed(evidence, below);
    edited(evidence, place, below);
    relink(evidence, place);
    return { place: 'chain', ...spanOf(evidence, place + 1) };
  },
  'entries are deleted': (evidence, below) => {
    const place = below(evidence.entries.length);
    evidence.entries.splice(place, 1 + below(3));
    return chain(place + 1, { problem: 'the entry is missing' });
  },
  'an entry is deleted and the ranks are closed': (evidence, below) => {
    const place = signed(evidence, below);
    evidence.entries.splice(place, 1);
    relink(evidence, place);
    return { place: 'chain', ...spanOf(evidence, place + 1) };
  },
  'an entry is inserted and the others moved': (evidence, below) => {
    const place = signed(evidence, below);
    evidence.entries.splice(place, 0, { ...at(evidence.entries, place), id: 5_000_000 });
    relink(evidence, place);
    return { place: 'chain', ...spanOf(evidence, place + 1) };
  },
  'an entry is put at the end, linked': (evidence) => {
    const { head } = evidence;
    evidence.entries.push({ ...at(evidence.entries, 3), id: 5_000_000 });
    relink(evidence, evidence.entries.length - 1);
    evidence.head = head;
    return chain(evidence.entries.length, { problem: 'the entry stands beyond the recorded head' });
  },
  'an entry is put before the first': (evidence, below) => {
    evidence.entries.push({ ...at(evidence.entries, 3), id: 5_000_000, seq: -below(9) });
    return chain(0, { problem: 'an entry stands outside of the order' });
  },
  'entries are exchanged': (evidence, below) => {
    const { one, other } = exchange(evidence, evidence.entries.length, below);
    for (const place of [one, other]) evidence.entries[place] = { ...at(evidence.entries, place), seq: place + 1 };
    return chain(one + 1);
  },
  'entries are exchanged and all hashes recomputed': (evidence, below) => {
    const { one } = exchange(evidence, signedPlaces(evidence).at(-1) ?? 0, below);
    relink(evidence, one);
    return { place: 'chain', ...spanOf(evidence, one + 1) };
  },
  'the tail is cut': (evidence, below) => {
    const kept = below(evidence.entries.length);
    evidence.entries.length = kept;
    return chain(kept + 1, { problem: 'the entry is missing' });
  },
  'the tail is cut and the head moved': (evidence, below) => {
    const kept = signed(evidence, below);
    evidence.entries.length = kept;
    relink(evidence, kept);
    return chain(kept + 1, { until: spanOf(evidence, kept + 1).until });
  },
  'an old copy is restored': (evidence, below) => {
    const kept = signed(evidence, below);
    asOf(evidence, kept);
    return chain(kept + 1, { problem: 'the chain ends before it, but more was signed' });
  },
  'an old copy is restored and work goes on in it': (evidence, below) => {
    const kept = signed(evidence, below);
    const span = spanOf(evidence, kept + 1);
    const rest = evidence.entries.slice(kept);
    asOf(evidence, kept);
    evidence.entries.push(...rest.map((row) => ({ ...row, id: row.id + 5_000_000, actor_name: 'another' })));
    relink(evidence, kept);
    return { place: 'chain', ...span };
  },
  'history is rewritten and signed with another key': (evidence, below) => {
    const place = signed(evidence, below);
    const span = spanOf(evidence, place + 1);
    edited(evidence, place, below);
    relink(evidence, place);
    const lines = signAnew(evidence, strangersKey);
    evidence.checkpoints = evidence.checkpoints.map((row, n) => ({ ...row, line: at(lines, n) }));
    return { place: 'chain', ...span };
  },
  'history, checkpoints and witness are rewritten with another key': (evidence, below) => {
    const place = signed(evidence, below);
    edited(evidence, place, below);
    relink(evidence, place);
    evidence.witness = signAnew(evidence, strangersKey);
    evidence.checkpoints = evidence.checkpoints.map((row, n) => ({ ...row, line: at(evidence.witness, n) }));
    return { place: 'witness', line: 1, count: evidence.witness.length };
  },
  'the public key is replaced': (evidence) => {
    evidence.publicKeys = stranger.publicKeys;
    return { place: 'database', checkpoint: 1, count: evidence.checkpoints.length };
  },
  'a checkpoint in the database is edited': (evidence, below) => {
    const row = at(evidence.checkpoints, below(evidence.checkpoints.length));
    row.line = textEdited(row.line, below);
    return { place: 'database', checkpoint: row.number };
  },
  'a checkpoint in the database is deleted': (evidence, below) => {
    const [row] = evidence.checkpoints.splice(below(evidence.checkpoints.length), 1);
    return { place: 'database', checkpoint: row?.number ?? 0, problem: 'it is missing' };
  },
  'checkpoints in the database are exchanged': (evidence, below) => {
    const one = below(evidence.checkpoints.length - 1);
    const [a, b] = [at(evidence.checkpoints, one), at(evidence.checkpoints, one + 1)];
    [a.line, b.line] = [b.line, a.line];
    return { place: 'database', checkpoint: a.number, problem: 'it stands in the place of another' };
  },
  'a checkpoint signed by somebody else is added': (evidence) => {
    const [line] = signAnew(evidence, strangersKey).slice(-1);
    const number = (evidence.checkpoints.at(-1)?.number ?? 0) + 1;
    evidence.checkpoints.push({ number, line: line ?? '', witnessed_at: null });
    return { place: 'database', checkpoint: number };
  },
  'a line of the witness is edited': (evidence, below) => {
    const place = below(evidence.witness.length);
    evidence.witness[place] = textEdited(at(evidence.witness, place), below);
    return { place: 'witness', line: place + 1 };
  },
  'a line of the witness is deleted': (evidence, below) => {
    const [line = ''] = evidence.witness.splice(below(evidence.witness.length), 1);
    return { place: 'witness', checkpoint: said(line).number, problem: 'it is missing' };
  },
  'lines of the witness are exchanged': (evidence, below) => {
    const one = below(evidence.witness.length - 1);
    const [a, b] = [at(evidence.witness, one), at(evidence.witness, one + 1)];
    evidence.witness.splice(one, 2, b, a);
    return { place: 'witness', checkpoint: said(a).number, problem: 'it is missing' };
  },
  'the end of the witness is cut': (evidence, below) => {
    const kept = below(evidence.witness.length);
    evidence.witness.length = kept;
    return { place: 'witness', checkpoint: kept + 1, problem: 'it is missing' };
  },
  'the recorded head is edited': (evidence, below) => {
    const { seq, hash } = evidence.head ?? { seq: 0, hash: '' };
    evidence.head = at(
      [
        { seq, hash: another(hash) as string },
        { seq: seq - 1, hash },
        { seq: seq + 1, hash },
      ],
      below(3),
    );
    return chain(evidence.head.seq);
  },
  'the recorded head is deleted': (evidence) => {
    evidence.head = undefined;
    return chain(1);
  },
  'a restore is made up': (evidence, below) => {
    const kept = signed(evidence, below);
    const last = evidence.witness.length;
    asOf(evidence, kept);
    const { seq, hash } = evidence.head ?? { seq: 0, hash: '' };
    const previous = evidence.checkpoints.at(-1)?.number ?? 0;
    const line = signCheckpoint(
      { at: 1, count: seq, head: hash, kind: 'RESTORED', number: last + 1, previous, seq },
      strangersKey,
    );
    evidence.checkpoints.push({ number: last + 1, line, witnessed_at: null });
    if (below(2) === 0) evidence.witness.push(line);
    const entry = { action: 'audit.restored', detail: JSON.stringify({ from: kept, statement: line }) };
    evidence.entries.push({ ...at(evidence.spare, 0), id: 5_000_000, ...entry });
    relink(evidence, kept);
    return chain(kept + 1, { problem: 'it tells of a restore that was not signed for' });
  },
};

/** The database as it was when the chain had so many entries. */
function asOf(evidence: Evidence, kept: number): void {
  evidence.entries.length = kept;
  evidence.checkpoints = evidence.checkpoints.filter(({ line }) => said(line).seq <= kept);
  relink(evidence, kept);
}

function exchange(evidence: Evidence, within: number, below: (limit: number) => number) {
  const one = below(within - 1);
  const other = one + 1 + below(within - 1 - one);
  const [a, b] = [at(evidence.entries, one), at(evidence.entries, other)];
  evidence.entries[one] = b;
  evidence.entries[other] = a;
  return { one, other };
}

function textEdited(text: string, below: (limit: number) => number): string {
  const place = below(text.length);
  return `${text.slice(0, place)}${text[place] === '7' ? '8' : '7'}${text.slice(place + 1)}`;
}
