import type { UserErrorCode } from '@dossier/shared/error';

/** One expected refusal: what is wrong with which input field. The sentence is made in the caller's language. */
export interface Refusal {
  readonly code: UserErrorCode;
  /** Path into the input, for example ['contactPoints', '0', 'value']; absent when it concerns the whole. */
  readonly field?: readonly string[];
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Thrown by a use case to refuse: the transaction rolls back and the payload carries `userErrors`. */
export class Refused extends Error {
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    super(refusals.map(({ code, field }) => `${code}${field ? ` at ${field.join('.')}` : ''}`).join('; '));
    this.name = 'Refused';
    this.refusals = refusals;
  }
}

/** Refuses for one reason. */
export function refuse(code: UserErrorCode, field?: readonly string[], params?: Refusal['params']): never {
  throw new Refused([{ code, ...(field ? { field } : {}), ...(params ? { params } : {}) }]);
}
