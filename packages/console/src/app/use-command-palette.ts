import { refDebounced } from '@vueuse/core';
import { computed, ref, watch } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { useRouter } from 'vue-router';
import type { RouteRecordNormalized } from 'vue-router';
import { paths as customerPaths } from '../features/customer/paths.ts';
import { PaletteCustomersDocument } from '../gql/graphql.ts';
import type { PaletteCustomersQuery } from '../gql/graphql.ts';
import { useQuery } from '../platform/apollo/use-query.ts';
import { formatPhone } from '../platform/format/phone.ts';
import { regionText } from '../platform/format/region.ts';
import { useT } from '../platform/i18n/use-t.ts';
import { useSession } from '../platform/session/use-session.ts';
import { features } from './features.ts';
import { likeNavigation, matchEntries, stepAround } from './palette-entries.ts';
import type { PaletteEntry } from './palette-entries.ts';

/** The command palette's state. */
export interface CommandPalette {
  readonly query: Ref<string>;
  readonly entries: ComputedRef<readonly PaletteEntry[]>;
  readonly active: Ref<number>;
  /** Customers are still being looked for. */
  readonly searching: ComputedRef<boolean>;
  readonly step: (by: number) => void;
  readonly choose: (entry?: PaletteEntry) => void;
}

const SHORTEST_SEARCH = 1;

/** See {@link CommandPalette}. Customers come from the server after a short pause, pages and actions at once. */
export function useCommandPalette(close: () => void): CommandPalette {
  const { t } = useT();
  const router = useRouter();
  const session = useSession();
  const query = ref('');
  const active = ref(0);
  const search = refDebounced(
    computed(() => query.value.trim()),
    150,
  );
  const wanted = computed(() => session.can('CUSTOMER_READ') && search.value.length >= SHORTEST_SEARCH);
  const { data, busy } = useQuery(PaletteCustomersDocument, () => ({ search: search.value }), { enabled: wanted });

  const customers = computed(() => {
    if (!wanted.value || query.value.trim() === '') return [];
    const found = (data.value?.customers.nodes ?? []).map(toEntry);
    const all = {
      id: 'all',
      group: 'customers',
      label: t('shell.palette.allMatching', { query: search.value }),
      path: customerPaths.list({ search: search.value }),
    } as const;
    return found.length > 0 ? [...found, all] : [];
  });
  const sides = features.flatMap(({ navigation }) => navigation.map(({ path }) => path));
  const pages = computed(() => likeNavigation(router.getRoutes().filter(isOffered), sides).map(toPage));
  const actions = computed(() =>
    features
      .flatMap(({ actions: offered }) => offered ?? [])
      .filter(({ permission }) => !permission || session.can(permission))
      .map(({ label, path }): PaletteEntry => ({ id: `action:${path}`, group: 'actions', label: t(label), path })),
  );
  const entries = computed(() => [
    ...customers.value,
    ...matchEntries(pages.value, query.value),
    ...matchEntries(actions.value, query.value),
  ]);
  watch(query, () => (active.value = 0));

  function isOffered({ meta }: RouteRecordNormalized): boolean {
    return meta.inPalette === true && meta.title !== undefined && (!meta.permission || session.can(meta.permission));
  }
  function toPage({ path, meta }: RouteRecordNormalized): PaletteEntry {
    return { id: `page:${path}`, group: 'pages', label: meta.title ? t(meta.title) : path, path };
  }
  function choose(entry: PaletteEntry | undefined = entries.value[active.value]): void {
    if (!entry) return;
    close();
    void router.push(entry.path);
  }
  return {
    query,
    entries,
    active,
    searching: computed(() => query.value.trim() !== '' && (busy.value || search.value !== query.value.trim())),
    step: (by) => {
      active.value = stepAround(active.value, by, entries.value.length);
    },
    choose,
  };
}

type Found = PaletteCustomersQuery['customers']['nodes'][number];

function toEntry({ id, number, name, employer, province, city, primaryPhone }: Found): PaletteEntry {
  const phone = primaryPhone?.value ? formatPhone(primaryPhone.value) : undefined;
  const detail = [number, employer, regionText({ province, city }), phone].filter(Boolean).join(' · ');
  return { id, group: 'customers', label: name ?? number, detail, path: customerPaths.customer(id) };
}
