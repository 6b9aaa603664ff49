import { countryName } from '../country-name.ts';
import { computed, inject, provide } from 'vue';
import type { ComputedRef, InjectionKey } from 'vue';
import {
  CustomerFacetsDocument,
  ImportNameDocument,
  SourceChoicesDocument,
  TagChoicesDocument,
} from '../../../gql/graphql.ts';
import { useQuery } from '../../../platform/apollo/use-query.ts';
import { useFormat } from '../../../platform/format/use-format.ts';
import { useEnumLabel } from '../../../platform/i18n/use-enum-label.ts';
import { useT } from '../../../platform/i18n/use-t.ts';
import { useSession } from '../../../platform/session/use-session.ts';
import { useCodes } from '../use-codes.ts';
import { fieldSpec, orderFieldSpec } from './filter-fields.ts';
import type { FieldSpec, FilterField, OrderField } from './filter-fields.ts';
import type { FilterWords } from './filter-sentence.ts';
import type { FilterNode, Group } from './filter-tree.ts';

const wordsKey: InjectionKey<ComputedRef<FilterWords>> = Symbol('filter-words');

/** The words of filters of the list page this stands in. */
export function useFilterWords(): ComputedRef<FilterWords> {
  const words = inject(wordsKey);
  if (!words) throw new Error('No filter words were provided.');
  return words;
}

/** Makes the words of filters for a page and everything in it. Names of tags, sources and owners are asked only if mentioned. */
export function provideFilterWords(filter: () => Group): ComputedRef<FilterWords> {
  const { t, locale } = useT();
  const format = useFormat();
  const enumLabel = useEnumLabel();
  const codes = useCodes();
  const session = useSession();
  const mentions = (field: string): boolean => mentioned(filter()).includes(field);
  const tags = useQuery(TagChoicesDocument, undefined, { enabled: () => mentions('tags'), fetchPolicy: 'cache-first' });
  const sources = useQuery(SourceChoicesDocument, undefined, {
    enabled: () => mentions('sourceId'),
    fetchPolicy: 'cache-first',
  });
  const owners = useQuery(
    CustomerFacetsDocument,
    { by: 'OWNER', limit: 200 },
    { enabled: () => mentions('ownerId'), fetchPolicy: 'cache-first' },
  );

  const importId = computed(() => importMentioned(filter()));
  const imported = useQuery(ImportNameDocument, () => ({ id: importId.value ?? '' }), {
    enabled: () => importId.value !== undefined && session.can('IMPORT_RUN'),
    fetchPolicy: 'cache-first',
  });

  function read(field: FilterField | OrderField, spec: FieldSpec, value: string): string {
    if (field === 'country') return countryName(value, locale.value);
    if (spec.kind === 'code' && spec.choices) return codes.label(spec.choices, value);
    if (spec.kind === 'choice' && spec.choices) return enumLabel(spec.choices, value);
    if (spec.kind === 'instant') return format.time(value, 'date');
    if (spec.kind === 'date') return format.date(value);
    if (spec.kind === 'decimal') return format.number(Number(value), 4);
    if (field === 'tags') return tags.data.value?.tags.find(({ id }) => id === value)?.name ?? '…';
    if (field === 'sourceId') return sources.data.value?.sources.find(({ id }) => id === value)?.name ?? '…';
    if (field === 'ownerId') return owners.data.value?.customerGroups.find(({ key }) => key === value)?.label ?? '…';
    if (field === 'importId' && value === imported.data.value?.import?.id) return imported.data.value.import.file.name;
    return value;
  }
  const words = computed((): FilterWords => ({
    t,
    value: (field, value) => read(field, fieldSpec(field), value),
    orderValue: (field, value) => read(field, orderFieldSpec(field), value),
  }));
  provide(wordsKey, words);
  return words;
}

function mentioned(node: FilterNode): readonly string[] {
  if (node.kind === 'group') return node.items.flatMap(mentioned);
  return node.kind === 'orders' ? node.items.map(({ field }) => field) : [node.field];
}

/** The first import a filter names: nobody compares with two. */
function importMentioned(node: FilterNode): string | undefined {
  if (node.kind === 'group') return node.items.map(importMentioned).find((id) => id !== undefined);
  return node.kind === 'condition' && node.field === 'importId' ? node.values[0] : undefined;
}
