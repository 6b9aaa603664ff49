import { ElMessage } from 'element-plus';
import { computed, reactive } from 'vue';
import type { ComputedRef } from 'vue';
import { PartnerAppRegisterDocument, PartnerAppUpdateDocument } from '../../gql/graphql.ts';
import type { PartnerAppQuery, PartnerRisk, Purpose } from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useMutation } from '../../platform/apollo/use-query.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { useUserErrors } from '../../ui/use-user-errors.ts';
import type { UserErrors } from '../../ui/use-user-errors.ts';

/** An app as its page shows it. */
export type ShownApp = NonNullable<PartnerAppQuery['partnerApp']>;

interface PartnerFields {
  name: string;
  contactName: string;
  contactEmail: string;
  note: string;
  company: string;
  region: string;
  purposes: Purpose[];
  fields: string[];
  /** One a line. */
  addresses: string;
  contractFrom: string;
  contractTo: string;
  risk: PartnerRisk;
  burst: number;
  perDay: number;
}

/** An app being registered or changed. */
export interface PartnerForm {
  readonly form: PartnerFields;
  readonly errors: UserErrors;
  readonly failure: ComputedRef<Failure | undefined>;
  readonly busy: ComputedRef<boolean>;
  readonly complete: ComputedRef<boolean>;
  readonly submit: () => Promise<void>;
}

const OF_APP = ['name', 'contactName', 'contactEmail', 'note'];
const OF_TERMS = [
  'company',
  'region',
  'purposes',
  'fields',
  'addresses',
  'contractFrom',
  'contractTo',
  'risk',
  'burst',
  'perDay',
];

/** See {@link PartnerForm}. `done` is called with the app's id once it is saved. */
export function usePartnerForm(app: ShownApp | undefined, done: (id: string) => void): PartnerForm {
  const { t } = useT();
  const terms = app?.proposed ?? app?.inForce;
  const form = reactive<PartnerFields>({
    name: app?.name ?? '',
    contactName: app?.contactName ?? '',
    contactEmail: app?.contactEmail ?? '',
    note: app?.note ?? '',
    company: terms?.company ?? '',
    region: terms?.region ?? 'CN',
    purposes: [...(terms?.purposes ?? [])],
    fields: [...(terms?.fields ?? ['Query.customer', 'Query.customers', 'Customer.id', 'Customer.number'])],
    addresses: (terms?.addresses ?? []).join('\n'),
    contractFrom: terms?.contractFrom ?? '',
    contractTo: terms?.contractTo ?? '',
    risk: terms?.risk ?? 'MEDIUM',
    burst: terms?.burst ?? 10_000,
    perDay: terms?.perDay ?? 500_000,
  });
  const errors = useUserErrors([...OF_APP, ...OF_TERMS.map((name) => `terms.${name}`)]);
  const refetch = ['PartnerApps', 'PartnerApp', 'PartnerSchemas'];
  const register = useMutation(PartnerAppRegisterDocument, { refetch });
  const update = useMutation(PartnerAppUpdateDocument, { refetch });

  async function submit(): Promise<void> {
    errors.clear();
    const { name, contactName, contactEmail, note, ...rest } = form;
    const addresses = rest.addresses.split('\n').filter((line) => line.trim() !== '');
    const input = { name, contactName, contactEmail, note, terms: { ...rest, addresses } };
    const payload = app
      ? (await update.run({ id: app.id, version: app.version, input }))?.partnerAppUpdate
      : (await register.run({ input }))?.partnerAppRegister;
    if (!payload || !errors.accept(payload.userErrors) || !payload.app) return;
    ElMessage.success(t('partner.saved'));
    done(payload.app.id);
  }
  return {
    form,
    errors,
    failure: computed(() => register.error.value ?? update.error.value),
    busy: computed(() => register.busy.value || update.busy.value),
    complete: computed(
      () =>
        [form.name, form.contactName, form.contactEmail, form.company, form.contractFrom, form.contractTo].every(
          (one) => (one ?? '').trim() !== '',
        ) && form.purposes.length > 0,
    ),
    submit,
  };
}
