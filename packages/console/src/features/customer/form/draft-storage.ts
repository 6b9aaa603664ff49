import type { CustomerDraft } from './draft.ts';
import { DRAFT_PREFIX } from './forget-drafts.ts';
import { openText, sealText } from './seal-draft.ts';

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

/** Whose drafts: they are sealed with a key that the server gives to this user only, once they are signed in. */
export interface DraftOwner {
  readonly id: string;
  readonly key: string;
}

/** Drafts hold personal data: sealed as they are, they do not stay in a browser for long. */
const LONGEST = 7 * 86_400_000;

/** Keeps a draft in this browser. `key` is the customer's id, or `new`; another user's drafts are not seen. A full store loses it quietly. */
export function storeDraft(owner: DraftOwner, key: string, draft: StoredDraft, storage: Storage = localStorage): void {
  const name = nameOf(owner.id, key);
  try {
    const sealed = sealText(owner.key, name, JSON.stringify(draft));
    storage.setItem(name, JSON.stringify({ savedAt: draft.savedAt, sealed }));
  } catch {
    // Storage is full or forbidden: typing must go on.
  }
}

/** The draft kept for this user and customer, unless it is older than seven days; such are removed, whosever they are. */
export function readDraft(
  owner: DraftOwner,
  key: string,
  now: number,
  storage: Storage = localStorage,
): StoredDraft | undefined {
  for (const name of Object.keys(storage).filter((one) => one.startsWith(DRAFT_PREFIX))) {
    const kept = parse(storage.getItem(name));
    if (!kept || now - kept.savedAt > LONGEST) storage.removeItem(name);
  }
  const name = nameOf(owner.id, key);
  const kept = parse(storage.getItem(name));
  const text = kept && openText(owner.key, name, kept.sealed);
  // What opens under this key was sealed by storeDraft.
  return text === undefined ? undefined : (JSON.parse(text) as StoredDraft);
}

/** Forgets a draft: it was saved, or thrown away. */
export function dropDraft(userId: string, key: string, storage: Storage = localStorage): void {
  storage.removeItem(nameOf(userId, key));
}

function nameOf(userId: string, key: string): string {
  return `${DRAFT_PREFIX}${userId}.${key}`;
}

// Anything else, drafts in the clear of earlier times too, is none.
function parse(text: string | null): { readonly savedAt: number; readonly sealed: string } | undefined {
  try {
    const kept: unknown = JSON.parse(text ?? '');
    if (typeof kept !== 'object' || kept === null || !('savedAt' in kept) || !('sealed' in kept)) return undefined;
    const { savedAt, sealed } = kept;
    return typeof savedAt === 'number' && typeof sealed === 'string' ? { savedAt, sealed } : undefined;
  } catch {
    return undefined;
  }
}
