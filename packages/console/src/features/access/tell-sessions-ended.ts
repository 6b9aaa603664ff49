import { ElMessage } from 'element-plus';
import type { useT } from '../../platform/i18n/use-t.ts';

/** Says that another device was signed out by this sign-in, if one was; it stays until it was read. */
export function tellSessionsEnded(t: ReturnType<typeof useT>['t'], ended: number | null | undefined): void {
  if (ended) ElMessage.warning({ message: t('access.account.sessionsEnded'), duration: 0, showClose: true });
}
