/** One part of a person's name (given or family), ready for comparing. */
export interface NamePart {
  /** Folded text, without spaces. */
  readonly text: string;
  /** How it is read: pinyin without tones for Chinese, otherwise the text. */
  readonly sound: string;
  /** Syllables of a Chinese part, one for each character; empty for others. */
  readonly syllables: readonly string[];
  /** The characters of a Chinese part; empty for others. */
  readonly characters: readonly string[];
  /** The words of a part in letters: `mary`, `jane`. One entry for a Chinese part. */
  readonly words: readonly string[];
}

/** A name that a source gave. Parts that it does not have are undefined. */
export interface PersonNameForm {
  readonly given: NamePart | undefined;
  readonly family: NamePart | undefined;
}

/** An organisation's name without its legal form, ready for comparing. */
export interface OrganisationNameForm {
  /** Comparable name: folded, without legal form. */
  readonly core: string;
  /** Core without region and brackets: 上海某某贸易 and 某某贸易(上海) share 某某贸易. */
  readonly stem: string;
  /** Words, or pairs of characters of Chinese names, of the stem. */
  readonly words: readonly string[];
  /** Region the name itself says. */
  readonly region: string | undefined;
  /** Place of a branch, when the name says it is one. */
  readonly branch: string | undefined;
  /** What makes a Chinese name complete: the legal form that it ends in, or its branch. Empty where it has neither. */
  readonly ending: string;
}

/** One address, ready for comparing. Empty texts are parts that it does not have. */
export interface AddressForm {
  readonly country: string;
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly postalCode: string;
  /** House numbers in the line, in their order. */
  readonly numbers: readonly string[];
  /** Words of the line (pairs of characters in Chinese), without the commonest kinds of street. */
  readonly words: readonly string[];
  /** The line, folded, without spaces and marks. */
  readonly line: string;
}

/** What of one customer takes part in recognition. Values that mean nothing are left out before. */
export interface MatchRecord {
  readonly id: number;
  readonly kind: 'PERSON' | 'ORGANISATION';
  readonly names: readonly PersonNameForm[];
  readonly organisationNames: readonly OrganisationNameForm[];
  /** Digits of birth dates, `YYYYMMDD`; other digits where what was written is no date. */
  readonly births: readonly string[];
  readonly genders: readonly string[];
  /** E.164. */
  readonly phones: readonly string[];
  /** Lower case. */
  readonly emails: readonly string[];
  /** `<type>:<comparable value>`. */
  readonly identifiers: readonly string[];
  readonly addresses: readonly AddressForm[];
  /** Comparable names of employers. */
  readonly employers: readonly string[];
  /** Fields of which a value was left out because it stands for nothing; none when there was none. */
  readonly fillers?: readonly string[];
}
