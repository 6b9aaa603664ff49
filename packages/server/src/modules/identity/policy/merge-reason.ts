import type { Locale } from '@dossier/shared/error';

/** What a merge by itself says of why it was done. */
export interface MergeGrounds {
  /** When the run began that found it. */
  readonly startedAt: number;
  /** Of the weakest pair. */
  readonly chance: number;
  readonly policyVersion: number;
}

/** A near certainty is not written as certain. */
const DIGITS = 4;

/** The reason of a merge that nobody did by hand, as it is kept with it. */
export function mergeReason(locale: Locale, timeZone: string, grounds: MergeGrounds): string {
  const when = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    grounds.startedAt,
  );
  const part = 10 ** (DIGITS - 2);
  const chance = `${Math.floor(grounds.chance * 100 * part) / part}%`;
  return locale === 'zh-CN'
    ? `自动合并：${when} 的查重，可能性 ${chance}，规则第 ${grounds.policyVersion} 版`
    : `Merged automatically: search of ${when}, chance ${chance}, policy version ${grounds.policyVersion}`;
}
