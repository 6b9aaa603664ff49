import type { ImportState } from '../../../gql/graphql.ts';

const PREPARING: ReadonlySet<ImportState> = new Set<ImportState>(['DRAFT', 'DRY_RUNNING', 'DRY_RUN_DONE']);
const MOVING: ReadonlySet<ImportState> = new Set<ImportState>([
  'DRY_RUNNING',
  'QUEUED',
  'RUNNING',
  'UNDOING',
  'REDOING',
]);

/** Whether an import is still being set up: its page is the wizard. */
export function isPreparing(state: ImportState): boolean {
  return PREPARING.has(state);
}

/** Whether the server is working on an import. */
export function isMoving(state: ImportState): boolean {
  return MOVING.has(state);
}

/** The colour of a state's tag. */
export function toneOf(state: ImportState): 'success' | 'danger' | 'info' | 'primary' | 'warning' {
  if (state === 'DONE') return 'success';
  if (state === 'FAILED') return 'danger';
  if (state === 'PAUSED') return 'warning';
  return isMoving(state) ? 'primary' : 'info';
}
