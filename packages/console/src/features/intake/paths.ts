/** The steps of an import that is not running yet. */
export const STEPS = ['file', 'meaning', 'mapping', 'dry-run'] as const;

/** See {@link STEPS}. */
export type ImportStep = (typeof STEPS)[number];

/** The URLs of collecting data. */
export const paths = {
  imports: (): string => '/imports',
  templates: (): string => '/imports/templates',
  newImport: (fileId?: string): string => (fileId ? `/imports/new?file=${encodeURIComponent(fileId)}` : '/imports/new'),
  /** The page of an import; while it is prepared, the given step or the one that is due. */
  import: (id: string, step?: ImportStep): string => `/imports/${encodeURIComponent(id)}${step ? `/${step}` : ''}`,
  exports: (): string => '/exports',
  /** The rejected rows as a file. */
  rejectedFile: (id: string): string => `/api/imports/${encodeURIComponent(id)}/rejected.csv`,
};
