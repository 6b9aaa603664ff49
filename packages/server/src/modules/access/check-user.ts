import { ROLES, type Role } from '@dossier/shared/access';
import { refuse } from '../../platform/graphql/refused.ts';

const LONGEST_NAME = 120;

/** The name of a user as it is kept. Refuses REQUIRED, TOO_LONG. */
export function checkName(value: string): string {
  const name = value.trim();
  if (!name) refuse('REQUIRED', ['input', 'name']);
  if (name.length > LONGEST_NAME) refuse('TOO_LONG', ['input', 'name'], { max: LONGEST_NAME });
  return name;
}

/** Roles in their order, each once. Refuses REQUIRED when there are none. */
export function checkRoles(value: readonly Role[]): readonly Role[] {
  if (value.length === 0) refuse('REQUIRED', ['input', 'roles']);
  return ROLES.filter((role) => value.includes(role));
}
