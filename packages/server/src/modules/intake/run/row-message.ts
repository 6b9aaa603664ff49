import { type Locale, message, USER_ERROR_CODES, type UserErrorCode } from '@dossier/shared/error';
import { RECOGNITION_CODES, type RecognitionCode } from '../../customer/index.ts';
import { REFUSALS, type RefusalCode, REJECTIONS, type RejectionCode } from '../reading/index.ts';

type Sentence = Readonly<Record<Locale, string>>;
type OwnCode = RecognitionCode | RejectionCode;

/** Why a row is rejected, for codes that only imports know; `{name}` is filled from the parameters. */
const OWN: Readonly<Record<OwnCode, Sentence>> = {
  NUMBER_UNKNOWN: { 'zh-CN': '没有这个客户号的客户。', en: 'There is no customer with this number.' },
  NUMBER_MISTYPED: {
    'zh-CN': '客户号的校验位不符，可能输错。',
    en: 'The check character is wrong: the customer number was probably mistyped.',
  },
  EXISTS: { 'zh-CN': '客户已存在，而此导入只新建。', en: 'The customer exists, and this import only creates.' },
  MISSING: {
    'zh-CN': '没有这个客户，而此导入只更新。',
    en: 'The customer does not exist, and this import only updates.',
  },
  AMBIGUOUS: {
    'zh-CN': '有多个客户符合（{customers}），请写明客户号。',
    en: 'Several customers match ({customers}). Give the customer number.',
  },
  TOO_MANY_CELLS: { 'zh-CN': '此行的单元格多于表的列数。', en: REJECTIONS.TOO_MANY_CELLS },
  TOO_FEW_CELLS: { 'zh-CN': '此行的单元格少于表的列数。', en: REJECTIONS.TOO_FEW_CELLS },
  UNCLOSED_QUOTE: { 'zh-CN': '引号没有闭合。', en: REJECTIONS.UNCLOSED_QUOTE },
  TEXT_AFTER_QUOTE: { 'zh-CN': '闭合引号后还有文字；单元格内的引号须转义。', en: REJECTIONS.TEXT_AFTER_QUOTE },
  NUL_BYTE: { 'zh-CN': '此行含有 NUL 字节。', en: REJECTIONS.NUL_BYTE },
  UNDECODABLE: { 'zh-CN': '此行含有不属于文件编码的字节。', en: REJECTIONS.UNDECODABLE },
  CELL_TOO_LONG: { 'zh-CN': '单元格过长。', en: REJECTIONS.CELL_TOO_LONG },
  LINE_TOO_LONG: { 'zh-CN': '此行过长。', en: REJECTIONS.LINE_TOO_LONG },
  FORMULA_WITHOUT_VALUE: {
    'zh-CN': '公式没有保存的结果，请用电子表格程序打开并保存后重新上传。',
    en: REJECTIONS.FORMULA_WITHOUT_VALUE,
  },
  TOO_MANY_COLUMNS: { 'zh-CN': '此行的单元格过多。', en: REJECTIONS.TOO_MANY_COLUMNS },
};

/** Why a whole file is refused, in Chinese; the English sentences stand beside the codes. */
const FILES: Readonly<Record<RefusalCode, string>> = {
  FILE_EMPTY: '文件是空的。',
  NO_TABLE: '文件中没有表格。',
  BINARY: '这不是文本或电子表格文件，请另存为 CSV（UTF-8）或 XLSX 后上传。',
  PDF: '这是 PDF，请从生成它的程序导出 CSV 或 XLSX。',
  IMAGE: '这是图片，请导出表格本身（CSV 或 XLSX）。',
  HTML: '这是网页，请用电子表格程序打开并另存为 XLSX。',
  XML: '这是 XML 文档，请用电子表格程序打开并另存为 XLSX。',
  RTF: '这是带格式的文本，请把表格另存为 CSV 或 XLSX。',
  JSON: '这是 JSON，请导出为 CSV 或 XLSX。',
  OLD_EXCEL: '这是旧的 Excel 格式（.xls），请另存为 XLSX。',
  BINARY_WORKBOOK: '这是二进制工作簿（.xlsb），请另存为 XLSX。',
  OPEN_DOCUMENT: '这是 OpenDocument 文件（.ods），请另存为 XLSX。',
  ENCRYPTED_WORKBOOK: '工作簿有密码保护，请取消密码后重新上传。',
  OFFICE_DOCUMENT: '这是 Office 文档而不是工作簿，请把表格另存为 XLSX。',
  ZIP_ARCHIVE: '这是 zip 压缩包，请解压后上传其中的文件。',
  OTHER_ARCHIVE: '这是不支持的压缩格式，请解压，或用 gzip 压缩。',
  GZIP_DAMAGED: 'gzip 文件已损坏或不完整。',
  GZIP_BOMB: 'gzip 文件解压后异常大，为安全起见拒绝。',
  WORKBOOK_DAMAGED: '工作簿已损坏或不完整。',
  WORKBOOK_BOMB: '工作簿解压后异常大，为安全起见拒绝。',
  WORKBOOK_ENTITIES: '工作簿声明了 XML 实体，为安全起见拒绝。',
  SHARED_STRINGS_TOO_LARGE: '工作簿中的文字超过可读取的量，请把工作表另存为 CSV（UTF-8）。',
  FIRST_LINE_TOO_LONG: '文件开头的一百万字节内没有换行，读不出任何行。',
  NO_SUCH_SHEET: '工作簿中没有这个工作表。',
  UNSUPPORTED_ENCODING: '不支持此文本编码，请另存为 UTF-8。',
};

/** Every code that a rejected row or a flagged value can carry. */
export const ROW_CODES: readonly (OwnCode | UserErrorCode)[] = [
  ...RECOGNITION_CODES,
  ...keysOf(REJECTIONS),
  ...USER_ERROR_CODES,
];

/** Every code that a refused file can carry. */
export const FILE_CODES: readonly RefusalCode[] = keysOf(REFUSALS);

/** Why a row is rejected, as a sentence; the code itself when nobody knows it: a newer program may have written it. */
export function rowMessage(code: string, params: Readonly<Record<string, string | number>>, locale: Locale): string {
  if (isOwnCode(code))
    return OWN[code][locale].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '…'));
  return isUserErrorCode(code) ? message(code, params, locale) : code;
}

/** Why a file is refused, as a sentence. */
export function fileMessage(code: string, locale: Locale): string {
  if (!isFileCode(code)) return code;
  return locale === 'zh-CN' ? FILES[code] : REFUSALS[code];
}

function keysOf<Code extends string>(sentences: Readonly<Record<Code, unknown>>): Code[] {
  // The objects are literals with these keys and no others.
  return Object.keys(sentences) as Code[];
}

function isOwnCode(code: string): code is OwnCode {
  return Object.hasOwn(OWN, code);
}

function isFileCode(code: string): code is RefusalCode {
  return Object.hasOwn(FILES, code);
}

function isUserErrorCode(code: string): code is UserErrorCode {
  return USER_ERROR_CODES.some((known) => known === code);
}
