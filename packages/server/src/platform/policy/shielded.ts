import type { Mask } from './masks.ts';

/** The key of the value was destroyed: nobody can see it any more. */
export const ERASED = Symbol('erased');

/** What may be seen of a value. */
export type Seen = string | null | typeof ERASED;

/** Opens a value as far as a level allows: whole at FULL, what the mask leaves of it at MASKED, null where there is no mask. */
export type Show = (level: 'FULL' | 'MASKED', mask: Mask | undefined) => Seen;

const STARS = '***';

/**
 * A value that is opened only as far as it may be seen: what a field gives whose value is sealed. The guard of the field
 * opens it, with the level that it decided; wherever else it goes, it shows stars.
 */
export class Shielded {
  readonly #show: Show;

  constructor(show: Show) {
    this.#show = show;
  }

  /** See {@link Show}. */
  show(level: 'FULL' | 'MASKED', mask: Mask | undefined): Seen {
    return this.#show(level, mask);
  }

  toString(): string {
    return STARS;
  }
  toJSON(): string {
    return STARS;
  }
}
