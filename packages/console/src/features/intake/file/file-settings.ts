import type { FileDetectedFragment, FileSettingsInput, ImportSetupFragment } from '../../../gql/graphql.ts';

/** Encodings a person can choose; the server reads further ones it may have detected. */
export const ENCODINGS = [
  'utf-8',
  'gb18030',
  'big5',
  'utf-16le',
  'utf-16be',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1258',
  'windows-874',
  'koi8-r',
  'macintosh',
] as const;

/** Delimiters by the name of their words. */
export const DELIMITERS = { comma: ',', tab: '\t', semicolon: ';', pipe: '|', space: ' ' } as const;

/** What a person decided about a file, without what was left to the detection. */
export function decidedSettings(settings: ImportSetupFragment['fileSettings']): FileSettingsInput {
  const { __typename: _, ...given } = settings;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== false));
}

/** Settings changed by a part; `undefined` in the part gives the decision back to the detection. */
export function withDecision(settings: FileSettingsInput, part: FileSettingsInput): FileSettingsInput {
  const merged = { ...settings, ...part };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined && value !== null));
}

/** Decisions the wizard knows how to ask about, in the order that makes sense. */
export const QUESTIONS = ['encoding', 'sheet', 'delimiter', 'header', 'table', 'footer', 'shortRows'] as const;

/** See {@link QUESTIONS}. */
export type Question = (typeof QUESTIONS)[number];

/** What is to be asked. Where the header stands says where the table begins, so the latter waits for the former. */
export function questionsOf({ asks }: Pick<FileDetectedFragment, 'asks'>): readonly Question[] {
  return QUESTIONS.filter((one) => asks.includes(one) && !(one === 'table' && asks.includes('header')));
}

/** The decision that says yes to what was detected. */
export function confirmed(question: Question, detection: FileDetectedFragment): FileSettingsInput {
  const { encoding, delimiter, sheet, headerRow, firstRow, footerRows } = detection;
  if (question === 'encoding') return { encoding };
  if (question === 'delimiter') return { delimiter };
  if (question === 'sheet') return { sheet };
  if (question === 'footer') return { footerRows };
  if (question === 'shortRows') return { shortRows: 'pad' };
  return headerRow === null ? { noHeader: true, firstRow } : { headerRow, firstRow };
}
