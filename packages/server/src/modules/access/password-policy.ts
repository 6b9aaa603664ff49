import type { Ctx } from '../../platform/context/context.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { isUsual } from './password-strength.ts';

/** NIST SP 800-63B, section 3.1.1: length counts, composition rules do not. */
export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 128;

/**
 * Refuses PASSWORD_TOO_WEAK, TOO_LONG or PASSWORD_BREACHED for a password that this person should not have.
 *
 * When leaks cannot be looked up it is taken: a service of others that is away must not keep people from giving up a password
 * that somebody else knows. That is logged; what is usual is refused all the same.
 */
export async function refuseBadPassword(
  ctx: Pick<Ctx, 'breachedPasswords' | 'log'>,
  password: string,
  person: { readonly name: string; readonly email: string },
): Promise<void> {
  const field = ['input', 'password'];
  const problem = await passwordProblem(password, [person.name, person.email]);
  if (problem === 'TOO_LONG') refuse('TOO_LONG', field, { max: LONGEST_PASSWORD });
  if (problem) refuse('PASSWORD_TOO_WEAK', field, { min: SHORTEST_PASSWORD });
  if (await isBreached(ctx, password)) refuse('PASSWORD_BREACHED', field);
}

/** Why a password cannot be taken; undefined when it can. `about` holds words an attacker would try: name, address. */
export async function passwordProblem(
  password: string,
  about: readonly string[],
): Promise<'TOO_LONG' | 'TOO_WEAK' | undefined> {
  const length = [...password].length;
  if (length > LONGEST_PASSWORD) return 'TOO_LONG';
  if (length < SHORTEST_PASSWORD) return 'TOO_WEAK';
  return (await isUsual(password.normalize('NFKC'), wordsOf(about))) ? 'TOO_WEAK' : undefined;
}

// Each word of the name and the address, and each of the two written in one.
function wordsOf(about: readonly string[]): readonly string[] {
  const words = about
    .flatMap((text) => [text.replace(/@.*$/s, ''), ...text.split(/[@.\s_-]+/)])
    .map((word) => word.toLowerCase().replaceAll(/[.\s_-]/g, ''));
  return [...new Set(words)].filter((word) => word.length >= 2);
}

async function isBreached({ breachedPasswords, log }: Pick<Ctx, 'breachedPasswords' | 'log'>, password: string) {
  try {
    return (await breachedPasswords?.has(password)) ?? false;
  } catch (error) {
    log.warn({ error: String(error) }, 'a password was taken without looking it up among breached ones');
    return false;
  }
}
