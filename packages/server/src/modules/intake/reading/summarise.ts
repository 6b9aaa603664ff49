import { CONFIDENCE_LIMIT, DECISIONS, type Decision, type DetectedColumn, type DetectedTableFile } from './detected.ts';
import type { ReadSettings } from './settings.ts';
import type { Row } from './rows.ts';

const SAMPLE_ROWS = 20;
const SAMPLES_PER_COLUMN = 5;

/** What detection saw beside the settings. */
interface Seen extends Pick<DetectedTableFile, 'alternatives' | 'ascii' | 'sheets'> {
  /** The first rows as they are read. */
  rows: Row[];
  /** Rejected ones among them. */
  rejected: number;
  titles: Row[];
  notes: Row[];
}

/** Puts the answer of detection together. */
export function summarise(
  settings: ReadSettings,
  confidence: Partial<Record<Decision, number>>,
  seen: Seen,
): DetectedTableFile {
  const ask = DECISIONS.filter((decision) => (confidence[decision] ?? 1) < CONFIDENCE_LIMIT);
  return {
    outcome: ask.length === 0 ? 'ready' : 'ask',
    settings,
    confidence,
    ask,
    alternatives: seen.alternatives,
    sample: seen.rows.slice(0, SAMPLE_ROWS),
    columns: settings.columns.map((name, index) => describeColumn(name, index, seen.rows)),
    titles: seen.titles.map(({ number, cells }) => ({ number, cells })),
    notes: seen.notes.map(({ number, cells }) => ({ number, cells })),
    headerOnly: settings.headerLine !== null && seen.rows.length === 0 && seen.rejected === 0,
    sheets: seen.sheets,
    ascii: seen.ascii,
  };
}

function describeColumn(name: string, index: number, rows: readonly Row[]): DetectedColumn {
  const values = rows.map(({ cells }) => (cells[index] ?? '').trim()).filter((value) => value !== '');
  const samples = [...new Set(values)].slice(0, SAMPLES_PER_COLUMN);
  return { name, samples, filled: rows.length === 0 ? 0 : values.length / rows.length };
}
