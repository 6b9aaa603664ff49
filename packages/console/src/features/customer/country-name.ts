/** A country's name in the user's language (ISO 3166-1 alpha-2); the code itself when it is none. */
export function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
