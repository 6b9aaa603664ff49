const FORMULA = /^[=+\-@\t\r]/;
/** Phone numbers and plain numbers begin with + or - and are no formulas. */
const NUMBER = /^[+-]\d[\d.;x=ext]*$/;

/**
 * A text that no spreadsheet program takes for a formula when it opens the file: one that begins like one gets an apostrophe
 * before it (OWASP, CSV injection). Numbers, also phone numbers in E.164, are left alone.
 */
export function neutralise(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
