const RESIDENT_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The check character of a resident id's first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2). */
export function residentCheck(digits) {
  const sum = RESIDENT_WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return '10X98765432'[sum % 11];
}

/** The check character of a unified social credit code's first 17 characters (GB 32100-2015, ISO 7064 MOD 31-3). */
export function creditCheck(characters) {
  let weight = 1;
  let sum = 0;
  for (const character of characters) {
    sum += CREDIT_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_ALPHABET[(31 - (sum % 31)) % 31];
}

/** The check character of an organisation code's first 8 characters (GB 11714-1997), which are inside the credit code. */
export function organisationCheck(characters) {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, at) => total + weight * ORGANISATION_ALPHABET.indexOf(characters[at]),
    0,
  );
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** A resident id: where and when somebody was born; the 17th digit is odd for men. */
export function residentId(random, { district, birthDate, isMale }) {
  const last = random.below(5) * 2 + (isMale ? 1 : 0);
  const digits = `${district}${birthDate.replaceAll('-', '')}${random.digits(2)}${last}`;
  return digits + residentCheck(digits);
}

/** The credit code of a company (91) registered in a district. */
export function creditCode(random, district) {
  const serial = `${random.pick(['MA', '05', '07', '56', '66', '73', '30'])}${Array.from({ length: 6 }, () => random.pick('0123456789'.repeat(3) + 'ACEFGHKLMNPTWXY')).join('')}`;
  const characters = `91${district}${serial}${organisationCheck(serial)}`;
  return characters + creditCheck(characters);
}
