import { AUDIT_ACTIONS, type AuditAction } from '@dossier/shared/audit';
import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useT } from '../../platform/i18n/use-t.ts';

/** What was done, in the user's words; an action of a newer server shows as it is. And all there are, to choose from. */
export function useActionText(): {
  readonly actionText: (action: string) => string;
  readonly choices: ComputedRef<readonly { readonly value: AuditAction; readonly label: string }[]>;
} {
  const { t, locale } = useT();
  const text = (action: AuditAction) => t(`operations.audit.did.${action}`);
  return {
    actionText: (action) => {
      const known = AUDIT_ACTIONS.find((one) => one === action);
      return known ? text(known) : action;
    },
    choices: computed(() =>
      AUDIT_ACTIONS.map((value) => ({ value, label: text(value) })).toSorted((a, b) =>
        a.label.localeCompare(b.label, locale.value),
      ),
    ),
  };
}
