import type { CustomerDraft } from './draft.ts';

/** What was typed and not saved. `version` is the customer's when typing began, for a customer there is. */
export interface StoredDraft {
  readonly draft: CustomerDraft;
  readonly base: CustomerDraft;
  readonly version: string | undefined;
  /** ms */
  readonly savedAt: number;
  /** Documents were typed too; they are not kept. */
  readonly withoutDocuments?: boolean;
}

const PREFIX = 'dossier.customer-draft.';
/** Drafts hold personal data: they do not stay in a browser for long. */
const LONGEST = 7 * 86_400_000;

/** Keeps a draft in this browser. `key` is the customer's id, or `new`; another user's drafts are not seen. A full store loses it quietly. */
export function storeDraft(userId: string, key: string, draft: StoredDraft, storage: Storage = localStorage): void {
  try {
    storage.setItem(nameOf(userId, key), JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: typing must go on.
  }
}

/** The draft kept for this user and customer, unless it is older than seven days; such are removed, whosever they are. */
export function readDraft(
  userId: string,
  key: string,
  now: number,
  storage: Storage = localStorage,
): StoredDraft | undefined {
  for (const name of Object.keys(storage).filter((one) => one.startsWith(PREFIX))) {
    const stored = parse(storage.getItem(name));
    if (!stored || now - stored.savedAt > LONGEST) storage.removeItem(name);
  }
  return parse(storage.getItem(nameOf(userId, key)));
}

/** Forgets a draft: it was saved, or thrown away. */
export function dropDraft(userId: string, key: string, storage: Storage = localStorage): void {
  storage.removeItem(nameOf(userId, key));
}

/** Forgets every draft, whosever it is. */
export function dropAllDrafts(storage: Storage = localStorage): void {
  for (const name of Object.keys(storage).filter((one) => one.startsWith(PREFIX))) storage.removeItem(name);
}

function nameOf(userId: string, key: string): string {
  return `${PREFIX}${userId}.${key}`;
}

function parse(text: string | null): StoredDraft | undefined {
  if (text === null) return undefined;
  try {
    const stored: unknown = JSON.parse(text);
    const isOurs =
      typeof stored === 'object' && stored !== null && 'draft' in stored && 'base' in stored && 'savedAt' in stored;
    // Written by storeDraft under our own prefix.
    return isOurs ? (stored as StoredDraft) : undefined;
  } catch {
    return undefined;
  }
}
