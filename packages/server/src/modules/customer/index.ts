export type { IncomingBatch, IncomingOutcome, IncomingRecord, MatchField, ReservedKeys } from './incoming.ts';
export { applyIncoming, reserveIncoming } from './write/apply-incoming.ts';
export {
  type ImportStep,
  type ImportStepResult,
  reinstateImport,
  reserveStep,
  retractImport,
  withdrawCustomers,
} from './undo/retract-import.ts';
export { purgeImport } from './undo/purge-import.ts';
export { allSources, ensureSource, findSource, type SourceRow } from './source/sources.ts';
