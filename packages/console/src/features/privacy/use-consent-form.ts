import { ElMessage } from 'element-plus';
import { computed, reactive } from 'vue';
import type { ComputedRef } from 'vue';
import { ConsentRecordDocument } from '../../gql/graphql.ts';
import type { ConsentRowFragment, EvidenceKind, LegalBasis, Purpose } from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useMutation } from '../../platform/apollo/use-query.ts';
import { endOfDay } from '../../platform/format/zone.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { useSession } from '../../platform/session/use-session.ts';
import { useUserErrors } from '../../ui/use-user-errors.ts';
import type { UserErrors } from '../../ui/use-user-errors.ts';

interface ConsentFields {
  /** A partner app; empty is ourselves. */
  recipientId: string;
  purpose: Purpose;
  decision: 'GRANTED' | 'DENIED';
  fields: string[];
  basis: LegalBasis;
  /** The last day on which it counts, `YYYY-MM-DD`. */
  expiresOn: string | null;
  /** ISO 8601; now, unless somebody says when. */
  decidedAt: string | undefined;
  kind: EvidenceKind;
  text: string;
}

/** A decision being entered. */
export interface ConsentForm {
  readonly form: ConsentFields;
  readonly errors: UserErrors;
  readonly failure: ComputedRef<Failure | undefined>;
  readonly busy: ComputedRef<boolean>;
  /** Whether there is enough to send it. */
  readonly complete: ComputedRef<boolean>;
  readonly submit: () => Promise<void>;
}

const INPUTS = ['recipientId', 'purpose', 'decision', 'fields', 'basis', 'expiresAt', 'decidedAt', 'evidence'];

/** See {@link ConsentForm}. `done` is called once the decision is in the ledger. */
export function useConsentForm(
  of: { customerId: string; purpose: Purpose; standing: ConsentRowFragment | undefined },
  done: () => void,
): ConsentForm {
  const { t } = useT();
  const session = useSession();
  const zone = () => session.installation.value?.timeZone;
  const form = reactive<ConsentFields>({
    recipientId: of.standing?.recipientId ?? '',
    purpose: of.purpose,
    decision: 'GRANTED',
    fields: [...(of.standing?.fields ?? ['ALL'])],
    basis: of.standing?.basis ?? 'CONSENT',
    expiresOn: null,
    decidedAt: undefined,
    kind: 'PAPER',
    text: '',
  });
  const errors = useUserErrors(INPUTS);
  const { run, busy, error } = useMutation(ConsentRecordDocument, { refetch: ['CustomerConsents'] });

  async function submit(): Promise<void> {
    errors.clear();
    const { recipientId, purpose, decision, fields, basis, expiresOn, decidedAt, kind, text } = form;
    const input = {
      customerId: of.customerId,
      recipientId: recipientId || null,
      purpose,
      decision,
      fields,
      basis,
      expiresAt: decision === 'GRANTED' && expiresOn ? endOfDay(expiresOn, zone()) : null,
      decidedAt: decidedAt ?? null,
      evidence: { kind, text },
    };
    const payload = (await run({ input }))?.consentRecord;
    if (!payload || !errors.accept(payload.userErrors)) return;
    ElMessage.success(t('privacy.consents.saved'));
    done();
  }
  return {
    form,
    errors,
    failure: computed(() => error.value),
    busy: computed(() => busy.value),
    complete: computed(() => form.text.trim() !== '' && form.fields.length > 0),
    submit,
  };
}
