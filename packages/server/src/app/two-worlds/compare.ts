import { GraphQLError } from 'graphql';
import type { Ctx } from '../../platform/context/context.ts';
import { withheldFrom } from '../../platform/policy/request-access.ts';
import type { TestApp } from '../testing/test-app.ts';
import type { Operation } from './generate-operation.ts';
import { type Made, madeIn } from './made.ts';
import { undoing } from './undoing.ts';

/** What somebody learns from an operation: the answer, and how many statements it took. */
export interface Outcome {
  readonly text: string;
  readonly statements: number;
  /** The coordinates that were refused, and the root fields; empty when it ran. */
  readonly refused: readonly string[];
  /** Where to go on, by the name of the list in the answer. */
  readonly cursors: readonly string[];
  readonly data: unknown;
}

/** Runs an operation as somebody, and looks whether it is valid unless told so; what it changes is undone, so that the next one meets the same installation. */
export async function outcomeOf(app: TestApp, ctx: Ctx, operation: Operation, isValid = true): Promise<Outcome> {
  const made = await madeIn(app);
  const before = ctx.db.statementCount();
  const own: Ctx = { ...ctx, db: undoing(ctx.db) };
  const { data, errors = [] } = await answerOf(app, own, operation, isValid);
  // When an error took an object, whether the fields beside it were read before is chance.
  const isCut = errors.some(({ path }) => path !== undefined);
  const statements = isCut ? 0 : ctx.db.statementCount() - before;
  const withheld = isCut ? [] : withheldFrom(own.access);
  const { text, cursors } = comparable({ data, errors, withheld }, made);
  return { text, statements, refused: refusedIn(errors), cursors, data };
}

async function answerOf(app: TestApp, ctx: Ctx, { document, variables }: Operation, isValid: boolean) {
  try {
    return await app.execute(ctx, document, { ...variables }, isValid);
  } catch (error) {
    if (error instanceof GraphQLError) throw new Error(`not valid: ${error.message}\n${document}`, { cause: error });
    throw error;
  }
}

/** An answer as it is in both: without what says nothing, and differs. */
function comparable(answer: object, made: Made): { text: string; cursors: string[] } {
  const cursors: string[] = [];
  const text = JSON.stringify(answer, (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (made.isNew(value)) return 'a new id';
    if (made.keyed.has(value)) return 'a keyed digest';
    if (!/cursor/i.test(key)) return value;
    cursors.push(value);
    return sealedOnly(value);
  });
  return { text, cursors };
}

// Sealed with a nonce, a cursor is another one each time, but never longer or shorter for what nobody may know. One that can be
// read is compared as it is.
function sealedOnly(cursor: string): string {
  const opened = Buffer.from(cursor, 'base64url').toString('utf8');
  return opened.includes('\uFFFD') ? `sealed, ${cursor.length}` : opened;
}

function refusedIn(errors: readonly GraphQLError[]): string[] {
  return errors.flatMap(({ extensions, path }) => {
    if (extensions['code'] !== 'FORBIDDEN') return [];
    const coordinates = extensions['coordinates'];
    // Our own refusal: a list of texts. A rule of a root field names only where it stands.
    if (Array.isArray(coordinates)) return coordinates.map(String);
    return path?.length === 1 ? [String(path[0]).replace(/_\d+$/, '')] : [];
  });
}
