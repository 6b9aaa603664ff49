import { AUDIT_ACTIONS, type AuditAction } from '@dossier/shared/audit';
import { fieldsBehind } from '@dossier/shared/facts';
import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useEnumLabel } from '../../platform/i18n/use-enum-label.ts';
import { useT } from '../../platform/i18n/use-t.ts';

/** What the audit log says, in the user's words; what only a newer server knows shows as it is. */
export interface AuditWords {
  readonly action: (action: string) => string;
  /** Who did it; what runs by itself, and who was not signed in, have no name of their own. */
  readonly actor: (name: string) => string;
  readonly thing: (objectType: string) => string;
  readonly field: (name: string) => string;
  readonly reason: (reason: string | null) => string;
  /** All actions there are, to choose from. */
  readonly choices: ComputedRef<readonly { readonly value: AuditAction; readonly label: string }[]>;
}

/** See {@link AuditWords}. */
export function useAuditWords(): AuditWords {
  const { t, locale } = useT();
  const { t: say, te } = useI18n({ useScope: 'global' });
  const label = useEnumLabel();
  const text = (action: AuditAction): string => t(`operations.audit.did.${action}`);
  const known = (kind: 'who' | 'thing' | 'field' | 'ownReason', name: string): string | undefined => {
    const key = `operations.audit.${kind}.${name}`;
    return te(key) ? say(key) : undefined;
  };
  /** A field of customers by its code, or as the API calls it; a role, where the policy changed. */
  const fieldOf = (name: string): string => {
    if (te(`enum.Role.${name}`)) return label('Role', name);
    const behind = fieldsBehind(name);
    return (behind.length > 0 ? behind : [name]).map((one) => label('DataField', one)).join(' · ');
  };
  return {
    action: (action) => {
      const ours = AUDIT_ACTIONS.find((one) => one === action);
      return ours ? text(ours) : action;
    },
    actor: (name) => (/^[a-z]+$/.test(name) && known('who', name)) || name,
    thing: (objectType) => known('thing', objectType) ?? objectType,
    field: (name) => known('field', name) ?? fieldOf(name),
    // What people wrote may hold dots and blanks, which are no name of ours.
    reason: (reason) => (reason && /^[A-Z_]+$/.test(reason) && known('ownReason', reason)) || reason || '—',
    choices: computed(() =>
      AUDIT_ACTIONS.map((value) => ({ value, label: text(value) })).toSorted((a, b) =>
        a.label.localeCompare(b.label, locale.value),
      ),
    ),
  };
}
