import type { ImportStep } from '../paths.ts';
import type { ImportRun } from './use-import.ts';

/** A problem that keeps an import from beginning, as the server names it. */
export interface SetupProblem {
  readonly code: string;
  readonly field: readonly string[] | null;
  readonly message: string;
}

/** The step on which a problem is settled. */
export function stepOfProblem({ field }: SetupProblem): ImportStep {
  const path = (field ?? []).filter((part) => part !== 'input' && part !== 'setup');
  if (path[0] === 'fileSettings' || path[0] === 'fileId') return 'file';
  if (path[0] === 'mapping' || path[0] === 'keys') return 'mapping';
  return path.length > 0 ? 'meaning' : 'dry-run';
}

/** Where somebody goes on who comes back to an import in preparation. */
export function dueStep(run: Pick<ImportRun, 'state' | 'source' | 'file'>): ImportStep {
  if (run.state !== 'DRAFT') return 'dry-run';
  if (run.file.state === 'NEEDS_ANSWER' && !run.source) return 'file';
  return run.source ? 'mapping' : 'file';
}

/** The furthest step that can be opened. */
export function reachedStep(run: Pick<ImportRun, 'source'>): ImportStep {
  return run.source ? 'dry-run' : 'meaning';
}
