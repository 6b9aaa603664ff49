import type { SourceDocument } from '@dossier/shared/facts';

/** A source record as survivorship reads it. */
export interface RecordInForce {
  readonly id: number;
  /** For whom it was collected: who was merged keeps their own. */
  readonly subjectId: number;
  readonly sourceId: number;
  readonly externalId: string | null;
  readonly importId: number | null;
  readonly recordedFrom: number;
  readonly document: SourceDocument;
}
