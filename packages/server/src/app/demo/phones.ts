import type { Random } from './random.ts';

// Beginnings of mobile numbers in use, by network: Mobile, Unicom, Telecom, Broadcast.
const MOBILE: readonly (readonly [string, number])[] = [
  ...'134,135,136,137,138,139,150,151,152,157,158,159,178,182,183,184,187,188,198'
    .split(',')
    .map((p) => [p, 5] as const),
  ...'130,131,132,155,156,166,176,185,186'.split(',').map((p) => [p, 4] as const),
  ...'133,153,177,180,181,189,199'.split(',').map((p) => [p, 4] as const),
  ['192', 1],
];

/** A Chinese mobile number, eleven digits. */
export function drawMobile(random: Random): string {
  return random.weighted(MOBILE) + digits(random, 8);
}

/** A Chinese fixed line with its area code, such as `0571-88123456`. */
export function drawFixedLine(random: Random, areaCode: string): string {
  return `${areaCode}-${random.pick(['5', '6', '8', '8'])}${digits(random, areaCode.length === 3 || areaCode.startsWith('05') || areaCode.startsWith('07') ? 7 : 6)}`;
}

/** A mobile number of another country, with its calling code. */
export function drawMobileAbroad(random: Random, country: string): string {
  if (country === 'GB') return `+44 7${random.pick(['4', '5', '8', '9'])}${digits(random, 2)} ${digits(random, 6)}`;
  if (country === 'SG')
    return `+65 ${random.pick(['8', '9'])}${random.between(1, 6)}${digits(random, 2)} ${digits(random, 4)}`;
  if (country === 'AU')
    return `+61 4${random.pick(['01', '12', '23', '31', '38', '47'])} ${digits(random, 3)} ${digits(random, 3)}`;
  const area = country === 'CA' ? '604' : random.pick(['415', '212', '206', '512', '646']);
  return `+1 ${area}-${random.between(2, 9)}${digits(random, 2)}-${digits(random, 4)}`;
}

/** A run of digits. */
export function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.between(0, 9)).join('');
}
