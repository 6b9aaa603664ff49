import { array, asyncProperty, check, nat, sample } from 'fast-check';
import type { Ctx } from '../../platform/context/context.ts';
import { testEngine } from '../../platform/testing/test-database.ts';
import { nothingRuns } from '../testing/nothing-runs.ts';
import type { TestApp } from '../testing/test-app.ts';
import { type Outcome, outcomeOf } from './compare.ts';
import { growOperation, type Operation } from './generate-operation.ts';
import { type Coverage, cover } from './coverage.ts';
import { groundOf } from './ground.ts';
import { valuesOf } from './values.ts';
import type { TwoWorlds } from './worlds.fixture.ts';

/** An operation that is answered differently by the two installations, as small as it can be made. */
export interface Difference {
  /** How many operations it took to meet one. */
  readonly after: number;
  readonly report: string;
}

/** How differences are looked for. */
interface Options {
  readonly count: number;
  readonly seed: number;
  readonly shrink: boolean;
  /** What was touched of the schema is noted there. */
  readonly coverage?: Coverage;
  /** Told what is closed to the actor, as far as was found out. */
  readonly onClosed?: (closed: ReadonlySet<string>) => void;
}

/** How many operations find out what is closed to the actor. */
const LEARNING = 150;
const ATTEMPTS = 3;
/**
 * On a server of which others ask much at the same time, what is read anew after a while is sometimes counted with the one installation
 * and not with the other. The statements are the same on both kinds of databases, so they are counted where nothing disturbs that.
 */
const COUNTS_STATEMENTS = testEngine() === 'sqlite';
// Each number decides one thing; see growOperation.
const decisions = array(nat(0xffff), { minLength: 40, maxLength: 160 });

/**
 * Puts so many operations to both installations as somebody, and says of the first that is answered differently: other data,
 * other errors, another list of what was withheld, or another number of statements.
 */
export async function findDifference(
  worlds: TwoWorlds,
  contextOn: (app: TestApp) => Ctx,
  options: Options,
): Promise<Difference | undefined> {
  const { a, b } = worlds;
  /** Throws when the operations, the same for both but for their cursors, are answered differently. */
  async function compareAnswers(operation: Operation, inB: Operation): Promise<[Outcome, Outcome]> {
    for (let attempt = 1; ; attempt++) {
      const outcomes: [Outcome, Outcome] = await Promise.all([
        outcomeOf(a, contextOn(a), operation),
        outcomeOf(b, contextOn(b), inB),
      ]);
      const [one, other] = outcomes;
      if (options.coverage) cover(options.coverage, operation, one);
      if (one.text === other.text && (!COUNTS_STATEMENTS || one.statements === other.statements)) return outcomes;
      if (one.text !== other.text || attempt === ATTEMPTS) throw new Error(report(operation, one, other));
      // What an operation before left running, when one of its fields failed, was counted here: not the next time.
      for (const { services } of [a, b]) await nothingRuns(services.db);
    }
  }
  const values = await valuesOf(worlds);
  const closed = new Set<string>();
  for (const list of sample(decisions, { numRuns: LEARNING, seed: options.seed })) {
    const operation = growOperation(groundOf(a.schema, values, closed), list);
    // That what is grown is valid is looked at here.
    const { refused } = await outcomeOf(a, contextOn(a), operation, false);
    for (const one of refused) closed.add(one);
  }
  options.onClosed?.(closed);
  const ground = groundOf(a.schema, values, closed);

  // What goes on from a cursor is an operation, too.
  let asked = 0;
  let hasFailed = false;
  const isEnough = () => !hasFailed && asked >= options.count;
  async function areAlike(list: readonly number[]): Promise<void> {
    if (isEnough()) return;
    asked++;
    const operation = growOperation(ground, list);
    const [one, other] = await compareAnswers(operation, operation);
    const [inA, inB] = [one.cursors.at(-1), other.cursors.at(-1)];
    // Each installation seals its own cursors.
    if (inA === undefined || inB === undefined || isEnough()) return;
    asked++;
    await compareAnswers(growOperation(ground, list, inA), growOperation(ground, list, inB));
  }
  const isAnsweredAlike = asyncProperty(decisions, async (list) => {
    try {
      await areAlike(list);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  });
  const result = await check(isAnsweredAlike, {
    seed: options.seed,
    numRuns: options.count,
    endOnFailure: !options.shrink,
  });
  if (!result.failed) return undefined;
  const cause = result.errorInstance;
  return { after: asked, report: cause instanceof Error ? cause.message : String(cause) };
}

function report(operation: Operation, a: Outcome, b: Outcome): string {
  let same = 0;
  while (same < a.text.length && a.text[same] === b.text[same]) same++;
  const around = (text: string) => text.slice(Math.max(0, same - 100), same + 100);
  return [
    operation.document,
    JSON.stringify(operation.variables),
    `A, ${a.statements} statements: …${around(a.text)}…`,
    `B, ${b.statements} statements: …${around(b.text)}…`,
  ].join('\n');
}
