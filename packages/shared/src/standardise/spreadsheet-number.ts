/** A whole number as a spreadsheet may have rewritten it. */
export type SpreadsheetNumber =
  | { readonly form: 'digits'; readonly digits: string }
  /** The spreadsheet showed fewer digits than the number has; the missing ones cannot be known. */
  | { readonly form: 'lost' }
  | { readonly form: 'other' };

const OTHER: SpreadsheetNumber = { form: 'other' };
const LOST: SpreadsheetNumber = { form: 'lost' };
const LONGEST_EXACT = 15;

/**
 * Reads back the digits of a phone or id that a spreadsheet rewrote as a number: `17850.0` and `1.785E+4` are 17850;
 * `1.38E+10` has lost digits. Text that is plain digits comes back unchanged, with its leading zeros.
 */
export function spreadsheetDigits(text: string): SpreadsheetNumber {
  if (/^\d+$/.test(text)) return { form: 'digits', digits: text };
  const decimal = /^(\d+)\.0+$/.exec(text)?.[1];
  if (decimal !== undefined) return { form: 'digits', digits: decimal };
  const scientific = /^(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})$/.exec(text);
  if (!scientific) return OTHER;
  const [, whole = '', fraction = '', power = ''] = scientific;
  const exponent = Number(power);
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > exponent || exponent > 30) return OTHER;
  // Numbers over 15 digits are cut by the spreadsheet itself; shorter ones only when it rounded what it showed.
  const shown = fraction.length;
  if (exponent >= LONGEST_EXACT || (shown < exponent && exponent - shown > roundNumberZeros(shown, exponent)))
    return LOST;
  return { form: 'digits', digits: (whole + fraction).padEnd(exponent + 1, '0').slice(0, exponent + 1) };
}

/** How many trailing zeros a short number may honestly have: `1.785E+4` has one, `5E+3` three; long numbers are codes, so none. */
function roundNumberZeros(shown: number, exponent: number): number {
  return exponent <= 7 ? exponent - shown : 0;
}
