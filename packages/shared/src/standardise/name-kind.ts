import { foldName, isHan } from './fold.ts';
import { takeLegalForm } from './legal-form.ts';
import { surnameLength } from './surnames.ts';

/** What a name seems to name. */
export interface NameKindGuess {
  readonly kind: 'PERSON' | 'ORGANISATION';
  /** False when the name says little and the kind is only the likelier one. */
  readonly sure: boolean;
}

const LONGEST_NAME = 200;
const CHINESE_ORGANISATION =
  /公司|集团|[^\s]工厂|厂$|[店行院校局所社馆站部场园]$|大学|学校|中学|小学|幼儿园|医院|银行|委员会|协会|学会|基金会|事务所|中心|研究|政府|有限|企业|商行|商贸|科技|酒店|饭店|宾馆|合作社|工作室|俱乐部|联盟|超市|药房|门诊|诊所|物业|村委|居委|支队|大队|派出所|分行|支行/;
const LATIN_ORGANISATION =
  /\b(?:company|bank|university|college|school|institute|hospital|clinic|hotel|restaurant|cafe|church|association|society|centre|center|services?|solutions?|technolog(?:y|ies)|systems?|industries|international|global|enterprises?|consult(?:ing|ants?)|logistics|trading|studio|stores?|shop|market|agency|department|ministry|council|committee|club|partners|foundation|academy|daycare|preschool|ymca|group|labs?|media|software|pharma(?:cy)?|airlines?|motors?|supplies|products|manufacturing|construction|care|childcare|learning|kids|learners|commons|resources|unlimited|army|township|library|museum|theat(?:er|re)|housing|properties|realty|insurance|travel|farms?|foods?|holdings)\b/;

/** Guesses from the name alone whether a record is about a person or an organisation. */
export function guessNameKind(name: string): NameKindGuess {
  const folded = foldName(name.slice(0, LONGEST_NAME).replaceAll(/[(\uff08][^)\uff09]*[)\uff09]/g, ' '));
  const characters = [...folded];
  const han = characters.filter(isHan).length;
  if (han > 0) {
    const personal = han === characters.length && han <= 4 && surnameLength(folded) > 0;
    const post = /(?:先生|女士|小姐|太太|夫人)$/.test(folded);
    if (post) return { kind: 'PERSON', sure: true };
    // 林园, 李行: two and three characters that begin with a surname are people, whatever they end in, unless the word is known.
    if (
      CHINESE_ORGANISATION.test(folded) &&
      !(personal && han <= 3 && !/公司|集团|医院|银行|大学|学校|酒店|饭店|中心|超市/.test(folded))
    ) {
      return { kind: 'ORGANISATION', sure: true };
    }
    if (personal) return { kind: 'PERSON', sure: surnameLength(folded) > 1 ? han <= 4 : han <= 3 };
    if (name.includes('\u00b7') || name.includes('\u2022')) return { kind: 'PERSON', sure: true };
    return { kind: han >= 5 ? 'ORGANISATION' : 'PERSON', sure: false };
  }
  if (takeLegalForm(folded).form !== undefined || LATIN_ORGANISATION.test(folded))
    return { kind: 'ORGANISATION', sure: true };
  const words = folded.split(' ');
  const lettersOnly = /^[\p{L} ]+$/u.test(folded);
  if (lettersOnly && words.length >= 2 && words.length <= 4) {
    // Two words may be Audubon School as well as John Smith: only a form of address or `Last, First` makes it sure.
    const personal = /^(?:mr|mrs|ms|miss|dr|prof)\b/.test(folded) || /^\p{L}[\p{L}'-]*, \p{L}[\p{L}. -]*$/u.test(name);
    return { kind: 'PERSON', sure: personal };
  }
  const initials = /^\P{Ll}+$/u.test(name);
  return { kind: lettersOnly && words.length === 1 && !initials ? 'PERSON' : 'ORGANISATION', sure: false };
}
