/** Money and quantities are whole ten-thousandths: one unit is 10,000. Both engines keep them exactly. */
export const SCALE = 10_000;

/** Writes ten-thousandths as the shortest decimal text: 25500 → "2.55". Takes the text of a sum as well. */
export function toDecimal(tenThousandths: number | string | bigint): string {
  // Whole units, as most prices and quantities are, need no exact arithmetic on long numbers.
  if (typeof tenThousandths === 'number' && tenThousandths % SCALE === 0) return String(tenThousandths / SCALE + 0);
  const value = BigInt(tenThousandths);
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(5, '0');
  const fraction = digits.slice(-4).replace(/0+$/, '');
  return sign + digits.slice(0, -4) + (fraction === '' ? '' : `.${fraction}`);
}

/** Reads a decimal text with at most four decimals into ten-thousandths. */
export function fromDecimal(text: string): number {
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(text);
  if (!match) throw new Error('not a decimal with at most four decimals');
  const value = Number(`${match[2]}${(match[3] ?? '').padEnd(4, '0')}`);
  if (!Number.isSafeInteger(value)) throw new Error('a number too large to keep exactly');
  return match[1] === '-' && value !== 0 ? -value : value;
}

/** Quantity × price, both in ten-thousandths, rounded half away from zero to ten-thousandths. */
export function multiply(quantity: number, price: number): number {
  const product = BigInt(quantity) * BigInt(price);
  const half = product < 0n ? -5_000n : 5_000n;
  return Number((product + half) / 10_000n);
}
