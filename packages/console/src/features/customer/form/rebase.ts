import type { CustomerDraft } from './draft.ts';

/** A part of a customer that somebody else changed meanwhile. */
export interface ForeignChange {
  readonly field: keyof CustomerDraft;
  /** Both changed it, to different things: applying mine again overwrites theirs. */
  readonly conflict: boolean;
}

/** The parts in which two states differ. */
export function changedFields(before: CustomerDraft, after: CustomerDraft): readonly (keyof CustomerDraft)[] {
  // Object.keys forgets that these are the draft's fields.
  const fields = Object.keys(after) as (keyof CustomerDraft)[];
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

/** What others changed since `base` was read, and whether it meets what was typed. */
export function foreignChanges(
  base: CustomerDraft,
  mine: CustomerDraft,
  fresh: CustomerDraft,
): readonly ForeignChange[] {
  const own = changedFields(base, mine);
  return changedFields(base, fresh).map((field) => ({
    field,
    conflict: own.includes(field) && JSON.stringify(mine[field]) !== JSON.stringify(fresh[field]),
  }));
}

/** What was typed, applied again to what the customer is now: own changes stay, everything else is as it is there. */
export function rebase(base: CustomerDraft, mine: CustomerDraft, fresh: CustomerDraft): CustomerDraft {
  const own = Object.fromEntries(changedFields(base, mine).map((field) => [field, mine[field]]));
  return { ...fresh, ...own };
}
