import { message, USER_ERROR_CODES } from '@dossier/shared/error';
import type { UserErrorCode } from '@dossier/shared/error';
import { useT } from '../../../platform/i18n/use-t.ts';

const CHANNELS = ['FILE', 'CONSOLE', 'API'] as const;

/** Words for what is wrong with a value, and for how it came. Codes without words are shown as they are. */
export function useProblemText(): { problemText: (code: string) => string; channelText: (channel: string) => string } {
  const { t, locale } = useT();
  return {
    problemText: (code) => (isCode(code) ? message(code, {}, locale.value) : code),
    channelText: (channel) => {
      const known = CHANNELS.find((one) => one === channel);
      return known ? t(`customer.record.channel.${known}`) : channel;
    },
  };
}

function isCode(code: string): code is UserErrorCode {
  return USER_ERROR_CODES.some((one) => one === code);
}
