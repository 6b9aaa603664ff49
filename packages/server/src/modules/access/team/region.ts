import { standardiseAddress, standardiseCountry, valueOf } from '@dossier/shared/standardise';

/**
 * A region as the columns of customers name it: `CN`, `CN/广东省`, `CN/广东省/深圳市`; short names and letters are understood
 * (`CN/广东/深圳`). Undefined when there is no such country, or no such province or city in China; of other countries the
 * names are taken as they are.
 */
export function standardRegion(text: string): string | undefined {
  const parts = text.split('/').map((part) => part.trim());
  const [country = '', province, city] = parts;
  if (parts.length > 3 || parts.includes('')) return undefined;
  const code = valueOf(standardiseCountry(country));
  if (!code) return undefined;
  if (province === undefined) return code;
  const address = valueOf(standardiseAddress({ country: code, province, ...(city ? { city } : {}) }));
  // What is no division stays in the line of an address.
  if (address?.country !== code || !address.province || address.line !== undefined) return undefined;
  if (city === undefined) return `${code}/${address.province}`;
  return address.city ? `${code}/${address.province}/${address.city}` : undefined;
}
