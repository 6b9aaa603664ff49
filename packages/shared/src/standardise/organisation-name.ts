import { isFiller } from './filler.ts';
import { foldName } from './fold.ts';
import { takeLegalForm, type LegalForm } from './legal-form.ts';
import { EMPTY, invalid, ok, type Standardised } from './standardised.ts';
import { toHalfWidth } from './text.ts';

/** An organisation's name. */
export interface OrganisationName {
  /** The whole name as it should be shown: Chinese names with full-width brackets, others with ASCII ones. */
  readonly full: string;
  /** The comparable name without its legal form: what two writings of one organisation share. */
  readonly core: string;
  readonly legalForm?: LegalForm;
}

/** With remarks; longer text is no name. */
const LONGEST_NAME = 400;
const HAN = /\p{Script=Han}/u;
const REMARK = /\((?:已?注销|已?吊销|停业|倒闭|已?搬迁|老客户|新客户|重要客户|vip|备注.*)\)$/i;

/**
 * An organisation's name: one width, no spaces inside Chinese, brackets of one kind, remarks such as （已注销） dropped from the
 * comparable part, legal form recognised in Chinese and the usual Latin abbreviations.
 */
export function standardiseOrganisationName(raw: string): Standardised<OrganisationName> {
  if (raw.length > LONGEST_NAME) return invalid('TEXT_TOO_LONG');
  let text = toHalfWidth(raw);
  if (isFiller(text)) return EMPTY;
  if (!/[\p{L}\p{N}]/u.test(text)) return invalid('NAME_INVALID');
  text = text
    .replaceAll(/[\u3010\u3014[]/g, '(')
    .replaceAll(/[\u3011\u3015\]]/g, ')')
    .replaceAll(/^["'\u201c\u201d\s]+|["'\u201c\u201d\s,;\u3002]+$/g, '');
  const chinese = HAN.test(text);
  if (chinese) {
    text = text
      .replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
      .replaceAll(/\s*\(\s*/g, '\uff08')
      .replaceAll(/\s*\)\s*/g, '\uff09');
  } else {
    text = text
      .replaceAll(/\s*\(\s*/g, ' (')
      .replaceAll(/\s*\)/g, ')')
      .replaceAll(/\s+,/g, ',')
      .trim();
  }
  const { core, form } = takeLegalForm(foldName(toHalfWidth(text).replace(REMARK, '')));
  return ok({ full: text, core, ...(form ? { legalForm: form } : {}) });
}
