import type { IncomingHttpHeaders } from 'node:http';

/** The header that no other site can make a browser send without asking us first. */
export const CSRF_HEADER = 'x-dossier-csrf';

/**
 * Whether a request comes from our own pages, or from no page at all. A browser says where a page comes from in Origin
 * (always on POST and on WebSocket) and in Sec-Fetch-Site; programs say neither.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = headers;
  if (origin === undefined) return true;
  if (publicUrl !== undefined && origin === publicUrl) return true;
  const page = URL.parse(origin);
  // With the page's scheme both sides leave out the same default port.
  const own = page && URL.parse(`${page.protocol}//${headers.host}`);
  return own !== null && page?.host === own.host;
}
