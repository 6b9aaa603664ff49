import { computed, ref, shallowRef, toRaw } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { CustomerCreateDocument, CustomerRecordDocument, CustomerUpdateDocument } from '../../../gql/graphql.ts';
import type { CustomerRecordFragment } from '../../../gql/graphql.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useApollo, useMutation } from '../../../platform/apollo/use-query.ts';
import { useT } from '../../../platform/i18n/use-t.ts';
import { useSession } from '../../../platform/session/use-session.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrorLike } from '../../../ui/use-user-errors.ts';
import { useTagging } from '../list/use-tagging.ts';
import type { Tagging } from '../list/use-tagging.ts';
import { checkDraft } from './check-draft.ts';
import { draftOf, emptyDraft } from './draft.ts';
import type { CustomerDraft } from './draft.ts';
import { foreignChanges, rebase } from './rebase.ts';
import type { ForeignChange } from './rebase.ts';
import { FORM_FIELDS } from './sections.ts';
import { toCreateInput, toUpdateInput } from './to-input.ts';
import { useFormDocuments } from './use-form-documents.ts';
import type { FormDocuments } from './use-form-documents.ts';

/** What others changed while somebody typed, to be shown before it is applied again. */
export interface StaleState {
  readonly fresh: CustomerRecordFragment;
  /** The form's content for what the customer is now. */
  readonly content: CustomerDraft;
  readonly changes: readonly ForeignChange[];
}

/** What a form can begin with. */
export interface FormContent {
  readonly draft: CustomerDraft;
  readonly base: CustomerDraft;
  readonly version: string | undefined;
}

/** The form of a customer: what is typed, what is wrong with it, saving, and others' changes meanwhile. */
export interface CustomerForm {
  readonly draft: Ref<CustomerDraft>;
  readonly base: Ref<CustomerDraft>;
  readonly version: Ref<string | undefined>;
  readonly isNew: boolean;
  readonly documents: FormDocuments;
  /** Begins again with another content: what is typed, what it is compared with, and the version that is changed. */
  readonly begin: (content: FormContent) => void;
  readonly changed: ComputedRef<boolean>;
  /** The message at an input; a check by the console shows once saving was tried or the input was left. */
  readonly errorOf: (path: string) => string;
  /** Says that an input was left: from now on it is checked as one types. */
  readonly touch: (path: string) => void;
  readonly otherErrors: ComputedRef<readonly UserErrorLike[]>;
  readonly failure: ComputedRef<Failure | undefined>;
  readonly busy: ComputedRef<boolean>;
  readonly stale: Ref<StaleState | undefined>;
  /** Takes what the customer is now and applies what was typed again; or, with `discard`, only takes it. */
  readonly settleStale: (discard?: boolean) => void;
  /** Saves; answers the customer, or undefined when it was refused or failed. */
  readonly save: () => Promise<CustomerRecordFragment | undefined>;
  readonly tagging: Tagging;
}

/** See {@link CustomerForm}. Without a customer, the form of a new one. */
export function useCustomerForm(
  customer: CustomerRecordFragment | undefined,
  now: () => number = Date.now,
): CustomerForm {
  const client = useApollo();
  const session = useSession();
  const { locale } = useT();
  const tagging = useTagging();
  const creating = useMutation(CustomerCreateDocument);
  const updating = useMutation(CustomerUpdateDocument, { refetch: ['CustomerTimeline', 'CustomerFacts'] });
  const errors = useUserErrors([...FORM_FIELDS]);
  const start = customer ? draftOf(customer) : emptyDraft();
  const base = ref(structuredClone(start));
  const draft = ref(structuredClone(start));
  const version = ref(customer?.version);
  const documents = useFormDocuments(customer?.id, base, draft);
  const touched = ref<ReadonlySet<string>>(new Set());
  const tried = ref(false);
  const stale = shallowRef<StaleState>();
  const idempotencyKey = crypto.randomUUID();

  const today = computed(() =>
    new Date(now()).toLocaleDateString('sv-SE', { timeZone: session.installation.value?.timeZone ?? 'UTC' }),
  );
  const checks = computed(() =>
    checkDraft(draft.value, {
      region: session.installation.value?.defaultPhoneRegion ?? 'CN',
      today: today.value,
      locale: locale.value,
    }),
  );

  function errorOf(path: string): string {
    const own = checks.value.find(({ field }) => field?.join('.') === path)?.message;
    if (own && (tried.value || touched.value.has(path))) return own;
    return errors.of(path);
  }

  async function save(): Promise<CustomerRecordFragment | undefined> {
    tried.value = true;
    errors.clear();
    if (checks.value.length > 0) return undefined;
    const tags = await tagging.toIds(draft.value.tags);
    if (!tags) return undefined;
    draft.value.tags = [...tags];
    return customer ? await update(customer.id) : await create();
  }
  async function create(): Promise<CustomerRecordFragment | undefined> {
    const payload = (await creating.run({ input: toCreateInput(draft.value), idempotencyKey }))?.customerCreate;
    return payload && errors.accept(payload.userErrors) ? (payload.customer ?? undefined) : undefined;
  }
  async function update(id: string): Promise<CustomerRecordFragment | undefined> {
    const input = toUpdateInput(base.value, draft.value);
    const payload = (await updating.run({ id, version: version.value ?? '', input }))?.customerUpdate;
    if (!payload) return undefined;
    if (payload.userErrors.some(({ code }) => code === 'STALE')) await readFresh(id);
    else if (errors.accept(payload.userErrors)) return payload.customer ?? undefined;
    return undefined;
  }
  async function readFresh(id: string): Promise<void> {
    const { data } = await client.query({
      query: CustomerRecordDocument,
      variables: { id },
      fetchPolicy: 'network-only',
    });
    const fresh = data?.customer;
    if (!fresh) return;
    const content = await documents.refreshed(draftOf(fresh));
    stale.value = { fresh, content, changes: foreignChanges(base.value, draft.value, content) };
  }
  function settleStale(discard = false): void {
    if (!stale.value) return;
    const { content, fresh } = stale.value;
    const mine = toRaw(draft.value);
    draft.value = structuredClone(discard ? content : rebase(toRaw(base.value), mine, content));
    base.value = structuredClone(content);
    version.value = fresh.version;
    stale.value = undefined;
  }
  function begin(content: FormContent): void {
    draft.value = structuredClone(documents.withKnown(content.draft));
    base.value = structuredClone(documents.withKnown(content.base));
    version.value = content.version;
  }

  return {
    draft,
    base,
    version,
    isNew: customer === undefined,
    documents,
    begin,
    changed: computed(() => JSON.stringify(draft.value) !== JSON.stringify(base.value)),
    errorOf,
    touch: (path) => (touched.value = new Set([...touched.value, path])),
    otherErrors: computed(() => [...errors.others.value, ...tagging.errors.all.value]),
    failure: computed(() => creating.error.value ?? updating.error.value),
    busy: computed(() => creating.busy.value || updating.busy.value),
    stale,
    settleStale,
    save,
    tagging,
  };
}
