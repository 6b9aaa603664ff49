// Remarks that template makers add to a header: 手机号（必填）, Email *, 生日(YYYY-MM-DD), Amount [EUR].
const REMARK = /[([{【〔<《][^)\]}】〕>》]*[)\]}】〕>》]/g;
const MARKS = /(?:必填|选填|可选|required|optional)|[*＊#:：]/g;

/** The words of a header in lower case and one width: `FirstName`, `first_name` and `FIRST NAME` give the same. */
export function headerWords(header: string): string[] {
  const plain = header
    .normalize('NFKC')
    .replace(REMARK, ' ')
    .replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .toLowerCase()
    .replace(MARKS, ' ')
    // Words and Chinese stand apart: 客户id is two.
    .replace(/(?<=\p{Script=Han})(?=[a-z\d])|(?<=[a-z\d])(?=\p{Script=Han})/gu, ' ');
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** The comparable text of a header; empty when nothing but marks is left. */
export function normaliseHeader(header: string): string {
  return headerWords(header).join('');
}

/** What headers of the same file have in common, whatever the order of columns: a template is found again by it. */
export function headerFingerprint(columns: readonly string[]): string {
  return columns.map(normaliseHeader).toSorted().join('|');
}
