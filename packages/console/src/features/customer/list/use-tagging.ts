import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { TagChoicesDocument, TagCreateDocument } from '../../../gql/graphql.ts';
import type { TagChoiceFragment } from '../../../gql/graphql.ts';
import { useMutation, useQuery } from '../../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrors } from '../../../ui/use-user-errors.ts';

/** The tags there are, and making new ones. */
export interface Tagging {
  readonly tags: ComputedRef<readonly TagChoiceFragment[]>;
  /** Tag ids for chosen values: ids stay, other text becomes a new tag. Undefined when one was refused; `errors` say why. */
  readonly toIds: (values: readonly string[]) => Promise<readonly string[] | undefined>;
  readonly errors: UserErrors;
}

/** See {@link Tagging}. */
export function useTagging(): Tagging {
  const { data } = useQuery(TagChoicesDocument);
  const { run } = useMutation(TagCreateDocument, { refetch: ['TagChoices'] });
  const errors = useUserErrors();
  const tags = computed(() => data.value?.tags ?? []);

  async function toIds(values: readonly string[]): Promise<readonly string[] | undefined> {
    const ids: string[] = [];
    for (const value of values) {
      const known = tags.value.find(({ id, name }) => id === value || name === value.trim());
      if (known) {
        ids.push(known.id);
        continue;
      }
      const payload = (await run({ input: { name: value.trim() } }))?.tagCreate;
      if (!payload || !errors.accept(payload.userErrors) || !payload.tag) return undefined;
      ids.push(payload.tag.id);
    }
    return [...new Set(ids)];
  }
  return { tags, toIds, errors };
}
