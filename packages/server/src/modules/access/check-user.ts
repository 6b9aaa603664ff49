import { PARTNERS_ROLE, type Role, STAFF_ROLES } from '@dossier/shared/access';
import { z } from 'zod';
import { isDuplicateKey } from '../../platform/database/engine-errors.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { foldEmail } from './user.repository.ts';

const LONGEST_NAME = 120;

/** The name of a user as it is kept. Refuses REQUIRED, TOO_LONG. */
export function checkName(value: string): string {
  const name = value.trim();
  if (!name) refuse('REQUIRED', ['input', 'name']);
  if (name.length > LONGEST_NAME) refuse('TOO_LONG', ['input', 'name'], { max: LONGEST_NAME });
  return name;
}

/** An address as it is kept. Refuses EMAIL_INVALID. */
export function checkEmail(value: string): string {
  const email = foldEmail(value);
  return z.email().max(254).safeParse(email).success ? email : refuse('EMAIL_INVALID', ['input', 'email']);
}

/**
 * Roles of staff in their order, each once. Refuses REQUIRED when there are none, PARTNERS_PERSON for that of people of partners, who
 * have no other.
 */
export function checkRoles(value: readonly Role[]): readonly Role[] {
  if (value.length === 0) refuse('REQUIRED', ['input', 'roles']);
  if (value.includes(PARTNERS_ROLE)) refuse('PARTNERS_PERSON', ['input', 'roles']);
  return STAFF_ROLES.filter((role) => value.includes(role));
}

/** Refuses TAKEN when writing a user failed because the address has one already; throws anything else on. */
export function takenEmail(error: unknown): never {
  if (isDuplicateKey(error)) refuse('TAKEN', ['input', 'email']);
  throw error;
}
