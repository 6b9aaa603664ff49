import type { Ref } from 'vue';
import { BreakGlassEndDocument } from '../../gql/graphql.ts';
import { useMutation } from '../../platform/apollo/use-query.ts';
import { useT } from '../../platform/i18n/use-t.ts';

/** Ends emergency access before its time, one's own or somebody else's. `end` answers why not, or nothing. @param refetch queries to ask again */
export function useEndBreakGlass(refetch: readonly string[]): {
  end: (id: string) => Promise<string | undefined>;
  busy: Ref<boolean>;
} {
  const { t } = useT();
  const { run, busy, error } = useMutation(BreakGlassEndDocument, { refetch });
  return {
    busy,
    end: async (id) => {
      const payload = (await run({ id }))?.breakGlassEnd;
      return payload ? payload.userErrors[0]?.message : t(`ui.error.${error.value?.kind ?? 'internal'}`);
    },
  };
}
