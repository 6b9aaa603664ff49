import { divisionIndex, shortName } from './division-index.ts';

/** Where an organisation's name says it is registered. */
export interface NameRegion {
  /** As it stands in the name: 杭州市. */
  readonly text: string;
  /** The short form: 杭州. */
  readonly region: string;
}

const COUNTRY = '中国';
/** Towns that are better known as words; in a name they are most likely the brand. */
const WORDS: ReadonlySet<string> = new Set([
  '阿里',
  '安康',
  '白银',
  '百色',
  '长治',
  '朝阳',
  '普洱',
  '日照',
  '三明',
  '四平',
  '泰安',
]);
/** Counties directly under a province (third and fourth digit of their code) do not begin names of companies. */
const DIRECTLY = '90';

/** The province or city that a folded Chinese name of an organisation begins with; companies are registered under it. */
export function nameRegion(folded: string): NameRegion | undefined {
  if (folded.startsWith(COUNTRY)) return { text: COUNTRY, region: COUNTRY };
  const found = divisionIndex()
    .byFirst.get(folded.charAt(0))
    ?.find(
      ({ text, entry, full }) =>
        text.length > 1 &&
        entry.level !== 'DISTRICT' &&
        entry.code.slice(2, 4) !== DIRECTLY &&
        (full || !WORDS.has(text)) &&
        folded.startsWith(text),
    );
  return found && { text: found.text, region: shortName(found.entry.name) };
}
