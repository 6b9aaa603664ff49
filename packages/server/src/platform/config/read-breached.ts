import { resolve } from 'node:path';
import { type BreachedSource, isBreachedUrl } from '../breached-passwords/breached-passwords.ts';

/** Reads where breached passwords are looked up; undefined when nowhere. What is wrong is added to `problems`. */
export function readBreached(
  value: string | undefined,
  folder: string,
  problems: string[],
): BreachedSource | undefined {
  if (value === undefined) return undefined;
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(value)) return { folder: resolve(folder, value) };
  const url = URL.parse(value);
  if (url && isBreachedUrl(url)) return { url };
  // Not shown: it may hold a password.
  problems.push(
    'DOSSIER_BREACHED_PASSWORDS is wrong; expected the https:// address of a service of ranges, such as https://api.pwnedpasswords.com/range, or a folder with the same ranges',
  );
  return undefined;
}
