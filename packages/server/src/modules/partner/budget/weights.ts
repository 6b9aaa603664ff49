import type { DataClass } from '@dossier/shared/access';

// SENSITIVE ones are offered to no app so far.
const WEIGHTS: Readonly<Record<DataClass, number>> = { PUBLIC: 1, INTERNAL: 1, PERSONAL: 3, SENSITIVE: 30 };

/** What one value of a class costs an app, in points. */
export function weightOfClass(dataClass: DataClass): number {
  return WEIGHTS[dataClass];
}
