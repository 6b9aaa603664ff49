import type { Locale } from '@dossier/shared/error';
import type { TimelineKind } from './timeline.type.ts';

/** What a title may mention. */
export interface TitleParts {
  /** An order's number. */
  readonly number: string;
  /** An order's total with its currency. */
  readonly total: string;
  /** A source's name. */
  readonly source: string;
}

const TITLES: Readonly<Record<Locale, Readonly<Record<TimelineKind, (parts: TitleParts) => string>>>> = {
  en: {
    ORDER: ({ number, total }) => `Order ${number}, ${total}`,
    RETURN: ({ number, total }) => `Return ${number}, ${total}`,
    IMPORT: ({ source }) => `Imported from ${source}`,
    CHANGE: () => 'Record changed',
    CREATED: () => 'First recorded',
    ARCHIVED: () => 'Archived',
    RESTORED: () => 'Restored from the archive',
  },
  'zh-CN': {
    ORDER: ({ number, total }) => `订单 ${number}，${total}`,
    RETURN: ({ number, total }) => `退货 ${number}，${total}`,
    IMPORT: ({ source }) => `由“${source}”导入`,
    CHANGE: () => '资料变更',
    CREATED: () => '建立档案',
    ARCHIVED: () => '归档',
    RESTORED: () => '取消归档',
  },
};

/** The sentence of an entry. */
export function titleOf(kind: TimelineKind, parts: TitleParts, locale: Locale): string {
  return TITLES[locale][kind](parts);
}

/** How many lines an order has, in words. */
export function lineCountIn(count: number, locale: Locale): string {
  if (locale === 'zh-CN') return `${count} 行明细`;
  return count === 1 ? '1 line' : `${count} lines`;
}
