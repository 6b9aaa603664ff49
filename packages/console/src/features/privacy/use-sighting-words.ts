import { useI18n } from 'vue-i18n';
import type { SightingRowFragment } from '../../gql/graphql.ts';
import { useEnumLabel } from '../../platform/i18n/use-enum-label.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { useRecipients } from './use-recipients.ts';

/** The ledger of who saw what, in the user's words. */
export interface SightingWords {
  /** Whoever saw it: a colleague, an app, or the command line. */
  readonly who: (row: SightingRowFragment) => string;
  /** In which way, and where or what for. */
  readonly how: (row: SightingRowFragment) => string;
}

/** See {@link SightingWords}. */
export function useSightingWords(): SightingWords {
  const { t } = useT();
  const { t: say, te } = useI18n({ useScope: 'global' });
  const label = useEnumLabel();
  const { nameOf } = useRecipients();
  const place = (operation: string): string => {
    const key = `privacy.seen.in.${operation}`;
    // What only an older or newer console has shows by its name.
    return te(key) ? say(key) : operation;
  };
  return {
    who: ({ user, appId }) => user?.name ?? (appId ? nameOf(appId) : t('privacy.seen.commandLine')),
    how: ({ way, purpose, operation }) => {
      const detail = operation ? place(operation) : purpose ? label('Purpose', purpose) : undefined;
      return detail ? `${label('SeeingWay', way)} · ${detail}` : label('SeeingWay', way);
    },
  };
}
