import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A line whose place among the lines with the same key is asked for. */
export interface CountedLine {
  readonly key: string;
  /** Line of the file; ascending within and over batches. */
  readonly line: number;
}

/** Counts identical lines of a file exactly, in a scratch file beside the data: memory stays flat whatever the size. */
export interface Occurrences {
  /** The last line of the file that was counted for good; 0 when none. */
  readonly countedTo: number;
  /** Which of its identical lines each line of a batch is, from 1, and keeps that. Lines counted before count once. */
  count(lines: readonly CountedLine[], lastLine: number): number[];
  /** Forgets everything, to count again from the start of the file. */
  restart(): void;
  close(): void;
}

/**
 * Opens the count at `path`. It survives a kill: what was counted is there, and a line counted again gets the same answer,
 * so it may be ahead of what the database has taken over.
 */
export function openOccurrences(path: string): Occurrences {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const database = open(path);
  const known = database.prepare(
    'select key, max(ordinal) as ordinal from seen where key in (select value from json_each(?)) and line < ? group by key',
  );
  const insert = database.prepare(
    "insert or ignore into seen select value ->> '$[0]', value ->> '$[1]', value ->> '$[2]' from json_each(?)",
  );
  const setKept = database.prepare('update kept set line = max(line, ?)');
  const countedTo = Number(database.prepare('select line from kept').get()?.['line'] ?? 0);

  return {
    countedTo,
    count(lines, lastLine) {
      const newest = new Map<string, number>();
      const keys = JSON.stringify([...new Set(lines.map(({ key }) => key))]);
      for (const row of known.all(keys, lines[0]?.line ?? 0)) newest.set(String(row['key']), Number(row['ordinal']));
      const ordinals = lines.map(({ key }) => {
        const ordinal = (newest.get(key) ?? 0) + 1;
        newest.set(key, ordinal);
        return ordinal;
      });
      database.exec('begin');
      insert.run(JSON.stringify(lines.map(({ key, line }, index) => [key, line, ordinals[index]])));
      setKept.run(lastLine);
      database.exec('commit');
      return ordinals;
    },
    restart() {
      database.exec('delete from seen; update kept set line = 0');
    },
    close() {
      database.close();
    },
  };
}

/** Removes a count that is no longer needed. */
export function removeOccurrences(path: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true });
}

function open(path: string): DatabaseSync {
  const attempt = () => {
    const database = new DatabaseSync(path);
    // Losing it to a power failure costs a second reading of the file, so nothing waits for the disk.
    database.exec('pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -16000');
    database.exec(
      'create table if not exists seen (key text, line integer, ordinal integer, primary key (key, line)) without rowid',
    );
    database.exec('create table if not exists kept (line integer)');
    database.exec('insert into kept select 0 where not exists (select 1 from kept)');
    return database;
  };
  try {
    return attempt();
  } catch {
    removeOccurrences(path);
    return attempt();
  }
}
