import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { PartnerRecipientsDocument } from '../../gql/graphql.ts';
import type { PartnerRecipientsQuery } from '../../gql/graphql.ts';
import { useQuery } from '../../platform/apollo/use-query.ts';
import { useSession } from '../../platform/session/use-session.ts';

/** Who data can be meant for beside ourselves. */
export interface Recipients {
  /** Partner apps that have not ended. */
  readonly choices: ComputedRef<PartnerRecipientsQuery['partnerRecipients']>;
  /** What an app is called; its id as long as that is not known. */
  readonly nameOf: (id: string) => string;
}

/** See {@link Recipients}. */
export function useRecipients(): Recipients {
  const session = useSession();
  const enabled = computed(() => session.can('CONSENT_RECORD') || session.can('DISCLOSURE_READ'));
  const { data } = useQuery(PartnerRecipientsDocument, () => ({}), { enabled });
  const all = computed(() => data.value?.partnerRecipients ?? []);
  return {
    choices: computed(() => all.value.filter(({ state }) => state !== 'ENDED')),
    nameOf: (id) => all.value.find((one) => one.id === id)?.name ?? id,
  };
}
