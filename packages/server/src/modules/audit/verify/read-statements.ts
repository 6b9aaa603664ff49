import { type Checkpoint, examineLine } from '../checkpoint/checkpoint.ts';
import { readWitnessLines } from '../checkpoint/witness.ts';
import type { Findings } from './audit-verdict.ts';
import type { LookedAt } from './lineage.ts';

const PER_READ = 1_000;
/** How far back a line may stand a second time: two processes that add to the witness at once. */
const REPEATED_WITHIN = 64;

/** A checkpoint in the database, in the witness, or in both. What is undefined is missing or not to be trusted. */
export interface Statement {
  readonly number: number;
  /** Whether the database has a row of that number, sound or not. */
  readonly isStored: boolean;
  readonly stored: Checkpoint | undefined;
  readonly witnessed: Checkpoint | undefined;
}

interface Line {
  readonly number: number;
  readonly line: string;
}
interface WitnessLine extends Line {
  readonly checkpoint: Checkpoint;
}

/** All checkpoints in the order of their numbers, from the database and the witness side by side; holds a page of each. */
export async function* readStatements(
  looked: LookedAt,
  findings: Findings,
): AsyncGenerator<Statement, void, undefined> {
  const rows = storedLines(looked);
  const lines = witnessLines(looked, findings);
  let row = (await rows.next()).value;
  let line = (await lines.next()).value;
  while (row || line) {
    const number = Math.min(row?.number ?? Infinity, line?.number ?? Infinity);
    const here = row?.number === number ? row : undefined;
    const there = line?.number === number ? line : undefined;
    const stored = here && soundRow(here, there, looked, findings);
    yield { number, isStored: here !== undefined, stored, witnessed: there?.checkpoint };
    if (here) row = (await rows.next()).value;
    if (there) line = (await lines.next()).value;
  }
}

function soundRow(row: Line, witness: WitnessLine | undefined, looked: LookedAt, findings: Findings) {
  if (row.line === witness?.line) return witness.checkpoint;
  const { number } = row;
  const { checkpoint, problem } = examineLine(row.line, looked.publicKeys);
  const wrong = problem ?? (checkpoint?.number === number ? undefined : 'it stands in the place of another');
  if (wrong) findings.add({ place: 'database', checkpoint: number, problem: wrong });
  else if (witness) findings.add({ place: 'database', checkpoint: number, problem: 'the witness has another one' });
  return wrong ? undefined : checkpoint;
}

async function* storedLines({ read, lastStored }: LookedAt): AsyncGenerator<Line, undefined, undefined> {
  let after: number | undefined;
  for (;;) {
    let query = read.selectFrom('audit_checkpoint').select(['number', 'line']).where('number', '<=', lastStored);
    if (after !== undefined) query = query.where('number', '>', after);
    const rows = await query.orderBy('number').limit(PER_READ).execute();
    yield* rows;
    after = rows.at(-1)?.number;
    if (rows.length < PER_READ) return undefined;
  }
}

/** The sound lines of the witness, rising. What is torn by a crash and written again is no finding. */
async function* witnessLines(looked: LookedAt, findings: Findings): AsyncGenerator<WitnessLine, undefined, undefined> {
  const { publicKeys, witness, witnessSize } = looked;
  const recent: string[] = [];
  let last = 0;
  let place = 0;
  let torn: { text: string; line: number; problem: string }[] = [];
  const tell = (line: number, problem: string) => findings.add({ place: 'witness', line, problem });
  for await (const text of readWitnessLines(witness, witnessSize)) {
    place++;
    const { checkpoint, problem } = examineLine(text, publicKeys);
    if (!checkpoint) {
      torn.push({ text, line: place, problem: problem ?? '' });
      continue;
    }
    for (const one of torn) if (!text.startsWith(one.text)) tell(one.line, one.problem);
    torn = [];
    if (problem) tell(place, problem);
    else if (checkpoint.number > last) {
      last = checkpoint.number;
      recent.push(text);
      if (recent.length > REPEATED_WITHIN) recent.shift();
      yield { number: last, line: text, checkpoint };
    } else if (!recent.includes(text)) tell(place, 'it stands out of order');
  }
  for (const one of torn) if (!(await isBegun(one.text, last, looked))) tell(one.line, one.problem);
  return undefined;
}

/** Whether a text is the beginning of the checkpoint that was to be written next. */
async function isBegun(text: string, last: number, { read }: LookedAt): Promise<boolean> {
  const next = await read
    .selectFrom('audit_checkpoint')
    .select('line')
    .where('number', '>', last)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  return next?.line.startsWith(text) ?? text === '';
}
