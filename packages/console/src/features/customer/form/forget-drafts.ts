/** How the names of all drafts begin. */
export const DRAFT_PREFIX = 'dossier.customer-draft.';

/** Forgets every draft, whosever it is. */
export function dropAllDrafts(storage: Storage = localStorage): void {
  for (const name of Object.keys(storage).filter((one) => one.startsWith(DRAFT_PREFIX))) storage.removeItem(name);
}
