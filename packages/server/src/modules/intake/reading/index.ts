export { detectFile } from './detect-file.ts';
export { readRows, type ReadOptions } from './read-rows.ts';
export { detectEncoding, type DetectedEncoding } from './encoding/detect-encoding.ts';
export { FileRefused, REFUSALS, REJECTIONS, type RefusalCode, type RejectionCode } from './refusal.ts';
export { ENCODINGS, LIMITS, type Dialect, type Encoding, type ReadSettings } from './settings.ts';
export type { TextSettings, WorkbookSettings } from './settings.ts';
export type { RejectedRow, ResumePoint, Row, RowBatch } from './rows.ts';
export { CONFIDENCE_LIMIT, DECISIONS, type Decision, type Detected, type DetectOverrides } from './detected.ts';
export type { DetectedColumn, DetectedSheet, DetectedTableFile, RefusedFile } from './detected.ts';
