import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A service of ranges, or a folder with the same ranges as files. */
export type BreachedSource = { readonly url: URL } | { readonly folder: string };

/** Where passwords that were in leaks are looked up. */
export interface BreachedPasswords {
  /** For people who operate it. */
  readonly place: string;
  /**
   * Whether a password was in a leak.
   *
   * @throws BreachedPasswordsUnavailable
   */
  has(password: string): Promise<boolean>;
}

/** The passwords of leaks could not be looked up. Says nothing of the password. */
export class BreachedPasswordsUnavailable extends Error {
  constructor(place: string, why: string) {
    super(`Breached passwords cannot be looked up at ${place}: ${why}.`);
    this.name = 'BreachedPasswordsUnavailable';
  }
}

const TIMEOUT_MS = 3_000;
const PREFIX_CHARACTERS = 5;
/** A range has some 2,000 lines of 40 characters now; what is this long is something else. */
const LARGEST_RANGE = 4_000_000;

/**
 * Opens the ranges of SHA-1 digests of breached passwords in the form of Pwned Passwords: whoever answers learns the first five of
 * forty characters, which hundreds of others share, and from the padded length of the answer nothing at all.
 */
export function openBreachedPasswords(source: BreachedSource): BreachedPasswords {
  const place = 'url' in source ? source.url.href : source.folder;
  const rangeOf = 'url' in source ? askService : readFolder;

  async function askService(prefix: string): Promise<string> {
    const answer = await fetch(`${place.replace(/\/$/, '')}/${prefix}`, {
      headers: { 'add-padding': 'true', 'user-agent': 'Dossier' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'manual',
    }).catch(() => undefined);
    if (!answer) throw new BreachedPasswordsUnavailable(place, 'no answer');
    if (!answer.ok) {
      await answer.body?.cancel();
      throw new BreachedPasswordsUnavailable(place, `HTTP ${answer.status}`);
    }
    return await textOf(answer);
  }
  async function textOf(answer: Response): Promise<string> {
    const parts: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const part of answer.body ?? []) {
        parts.push(part);
        size += part.length;
        if (size > LARGEST_RANGE) break;
      }
    } catch {
      throw new BreachedPasswordsUnavailable(place, 'the answer broke off');
    }
    if (size > LARGEST_RANGE) throw new BreachedPasswordsUnavailable(place, 'the answer is too long');
    return Buffer.concat(parts).toString('latin1');
  }
  async function readFolder(prefix: string): Promise<string> {
    try {
      return await readFile(join(place, `${prefix}.txt`), 'latin1');
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      throw new BreachedPasswordsUnavailable(place, `${prefix}.txt cannot be read (${code})`);
    }
  }

  return {
    place,
    has: async (password) => {
      const digest = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase();
      const range = await rangeOf(digest.slice(0, PREFIX_CHARACTERS));
      return holds(range, digest.slice(PREFIX_CHARACTERS), place);
    },
  };
}

/** Whether an address is one of a service that may be asked: nobody listens on the way, and nothing but the range is added. */
export function isBreachedUrl(url: URL): boolean {
  const isLocal = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLocal);
  return isSafe && !url.search && !url.hash && !url.username;
}

// One `SUFFIX:COUNT` a line; padding counts nothing. An empty range, or something that is none, must not pass for «not breached».
function holds(range: string, suffix: string, place: string): boolean {
  const lines = range.split(/\r?\n/).filter((line) => line !== '');
  if (lines.length === 0 || !lines.every((line) => /^[0-9A-Fa-f]{35}:\d+$/.test(line))) {
    throw new BreachedPasswordsUnavailable(place, 'what came is no range');
  }
  return lines.some((line) => line.slice(0, 35).toUpperCase() === suffix && Number(line.slice(36)) > 0);
}
