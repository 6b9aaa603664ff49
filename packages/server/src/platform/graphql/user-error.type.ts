import { message, USER_ERROR_CODES, type UserErrorCode as Code } from '@dossier/shared/error';
import { ObjectType, registerEnumType } from 'type-graphql';
import type { Ctx } from '../context/context.ts';
import { isStorageFull } from '../database/engine-errors.ts';
import { AboutInstallation, Readable } from './exposure.ts';
import { type Refusal, Refused } from './refused.ts';

// GraphQL enums are made from objects; shared keeps the codes as a list.
const UserErrorCode = Object.fromEntries(USER_ERROR_CODES.map((code) => [code, code]));
registerEnumType(UserErrorCode, { name: 'UserErrorCode', description: 'Why an input was refused.' });

/** An expected refusal, as the API shows it. */
@AboutInstallation()
@ObjectType({ description: 'Why an input was refused: what, where, and a sentence for a person.' })
export class UserError {
  @Readable(() => UserErrorCode, 'PUBLIC', 'The reason as a code, for programs.')
  code: Code;

  @Readable(
    () => [String],
    'PUBLIC',
    'Path into the input, for example ["input", "birthDate"]; null when it concerns the whole.',
    { nullable: true },
  )
  field: readonly string[] | null;

  @Readable(() => String, 'PUBLIC', "A sentence for a person, in the caller's language.")
  message: string;
}

/** A refusal as the API shows it, in the caller's language. */
export function toUserError(ctx: Ctx, refusal: Refusal): UserError {
  return {
    code: refusal.code,
    field: refusal.field ?? null,
    message: message(refusal.code, refusal.params ?? {}, ctx.locale),
  };
}

/**
 * Runs a write and makes its payload: what it returned with no user errors, or the refusals alone. Anything that is not
 * a refusal goes on as a failure.
 */
export async function answer<T extends object>(
  ctx: Ctx,
  work: () => Promise<T>,
): Promise<T & { userErrors: UserError[] }> {
  try {
    const written = await work();
    // What this request read before may be what it just changed.
    ctx.forget();
    return { ...written, userErrors: [] };
  } catch (error) {
    // Nothing was written, and nothing is wrong with the request: the reader needs to hear it as a refusal.
    if (isStorageFull(error)) return refusedWith(ctx, [{ code: 'STORAGE_FULL' }]);
    if (!(error instanceof Refused)) throw error;
    return refusedWith(ctx, error.refusals);
  }
}

function refusedWith<T extends object>(ctx: Ctx, refusals: readonly Refusal[]): T & { userErrors: UserError[] } {
  for (const { code } of refusals)
    if (code === 'NOT_ALLOWED' || code === 'NOT_FOUND') ctx.access.denials.push({ code, coordinates: [] });
  // Payload objects are nullable in the schema, so a payload of errors alone is complete.
  return { userErrors: refusals.map((refusal) => toUserError(ctx, refusal)) } as unknown as T & {
    userErrors: UserError[];
  };
}
