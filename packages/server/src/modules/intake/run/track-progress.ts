import type { StoredBytes } from '../../../platform/files/stored-bytes.ts';
import type { ReadSettings } from '../reading/index.ts';
import type { ImportProgress } from './import.repository.ts';

/** Watchers are told at most this often (ms). */
const TELL_EVERY = 500;

/** Measures how far an import has come, and says when watchers should be told again. */
export interface ProgressTracker {
  /** The progress after a batch; `offset` is the byte of the unpacked text that was reached, 0 when it is not known. */
  at(rows: number, offset: number): ImportProgress;
  /** Whether it is time to tell watchers; once true, false for the next half second. */
  isDue(): boolean;
}

/** Starts measuring. `totalRows` is exact (a dry run counted them) or null; then the bytes tell. */
export function trackProgress(of: {
  phase: string;
  now: () => number;
  rowsBefore: number;
  totalRows: number | null;
  totalBytes: number | null;
}): ProgressTracker {
  const since = of.now();
  let toldAt = 0;
  return {
    at: (rows, offset) => {
      const byBytes = of.totalBytes && offset > 0 ? Math.min(1, offset / of.totalBytes) : null;
      const share = of.totalRows ? Math.min(1, rows / of.totalRows) : byBytes;
      const estimate = byBytes === null || byBytes === 0 ? null : Math.round(rows / byBytes);
      return {
        phase: of.phase,
        rows,
        totalRows: of.totalRows ?? (estimate === null ? null : Math.max(rows, estimate)),
        percent: share === null ? null : share * 100,
        since,
        rowsThen: of.rowsBefore,
        at: of.now(),
      };
    },
    isDue: () => {
      const now = of.now();
      if (now - toldAt < TELL_EVERY) return false;
      toldAt = now;
      return true;
    },
  };
}

/** Bytes of the text inside a file; null when that cannot be told (workbooks, gzip over 4 GB). */
export async function textBytes(file: StoredBytes, settings: ReadSettings): Promise<number | null> {
  if (settings.kind === 'workbook') return null;
  const size = await file.size();
  if (!settings.gzip) return size;
  // RFC 1952: the last four bytes are the unpacked size modulo 2^32.
  const end = await file.read(Math.max(0, size - 4), 4);
  const unpacked = end.length === 4 ? end.readUInt32LE(0) : 0;
  return unpacked > size ? unpacked : null;
}
