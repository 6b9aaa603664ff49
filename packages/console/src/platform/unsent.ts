/*
 * What stands behind the # of an address stays in the browser: no server and no proxy on the way gets it, and none can log it. What
 * somebody looked for, by name or by phone, stands there and not in the query.
 */

/** An address whose parameters stay in the browser; those without a text are left out. */
export function unsentAddress(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const text = given.map(([name, value]) => `${name}=${escaped(value)}`).join('&');
  // The router decodes the hash once, and may write it anew in its own way: this comes back the same from both.
  return text ? `${path}#${encodeURI(text)}` : path;
}

/** The parameters of such an address, from the hash as the router gives it. */
export function unsentParameters(hash: string): URLSearchParams {
  return new URLSearchParams(hash.slice(1));
}

function escaped(value: string): string {
  return value.toWellFormed().replaceAll(/[%&=+#]/g, (sign) => encodeURIComponent(sign));
}
