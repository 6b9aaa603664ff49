// Knows whether something has to be made again: by the content of what goes into it, not by dates.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';

const folder = join(ROOT, '.cache', 'stamps');

/** Content hash of files and folders (relative to the root); `skip` leaves out paths. Missing ones count as empty. */
export function fingerprint(paths, skip = /\.test\.ts$/) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesIn).filter((path) => !skip.test(path))) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** The fingerprint something was last made from, or undefined. */
export function lastMade(name) {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Remembers what something was made from. */
export function remember(name, print) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), print);
}

function filesIn(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .toSorted()
    .flatMap((name) => filesIn(`${path}/${name}`));
}
