import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { ImportSourcesDocument, ImportTemplatesDocument } from '../../../gql/graphql.ts';
import type { ImportSourcesQuery, ImportTemplatesQuery } from '../../../gql/graphql.ts';
import { useQuery } from '../../../platform/apollo/use-query.ts';
import type { ImportRun } from '../wizard/use-import.ts';

/** A template and how well it fits a file. */
export interface FittingTemplate {
  readonly template: ImportTemplatesQuery['importTemplates'][number];
  /** How many of the template's columns the file has. */
  readonly fit: number;
  readonly all: number;
}

/** The sources and templates to choose from. */
export interface MeaningChoices {
  readonly sources: ComputedRef<ImportSourcesQuery['sources']>;
  /** The best fitting first. */
  readonly templates: ComputedRef<readonly FittingTemplate[]>;
  /** A template whose columns are all there and that is not in use yet. */
  readonly suggested: ComputedRef<FittingTemplate | undefined>;
}

/** See {@link MeaningChoices}. */
export function useMeaning(run: ComputedRef<ImportRun>): MeaningChoices {
  const { data: sources } = useQuery(ImportSourcesDocument);
  const { data: templates } = useQuery(ImportTemplatesDocument);
  const fitting = computed(() => {
    const columns = new Set(run.value.mapping.map(({ column }) => column));
    return (templates.value?.importTemplates ?? [])
      .map((template) => ({
        template,
        fit: template.mapping.filter(({ column }) => columns.has(column)).length,
        all: template.mapping.length,
      }))
      .toSorted((a, b) => share(b) - share(a));
  });
  return {
    sources: computed(() => {
      const known = (sources.value?.sources ?? []).filter(({ isBuiltIn }) => !isBuiltIn);
      // A source just made for this import is not in the list yet.
      const own = run.value.source;
      if (!own || known.some(({ id }) => id === own.id)) return known;
      return [...known, { ...own, isBuiltIn: false }];
    }),
    templates: fitting,
    suggested: computed(() =>
      run.value.template ? undefined : fitting.value.find((one) => one.all > 0 && one.fit === one.all),
    ),
  };
}

function share({ fit, all }: FittingTemplate): number {
  return all === 0 ? 0 : fit / all;
}
