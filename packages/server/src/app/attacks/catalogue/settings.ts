import type { Answer, Attack, Request } from '../attack.ts';
import type { Principal } from '../principals.ts';

/** A browser is not told to protect its user. */
const unprotected = (
  id: string,
  title: string,
  as: Principal,
  request: (importId: string) => Request,
  isOpen: (header: (name: string) => string) => boolean,
): Attack => ({
  id: `header-${id}`,
  title,
  threat: 'API8',
  without: 'protecting headers',
  attempt: async (target) => {
    const { status, headers }: Answer = await target.send(as, request(target.of.world.importId));
    return status < 400 && isOpen((name) => String(headers[name] ?? ''));
  },
});

const page = (): Request => ({ method: 'GET', url: '/customers' });
const file = (importId: string): Request => ({ method: 'GET', url: `/api/imports/${importId}/rejected.csv` });
const json = (query: string): Request => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query }),
});
const tags = () => json('{ tags { name } }');
// Forgetting a session sets its cookie, too.
const signOut = () => json('mutation { signOut { done } }');

/** What protects people in their browsers: OWASP API8:2023. */
export const SETTINGS: readonly Attack[] = [
  unprotected('frame', 'The console in a frame of another site', 'anonymous', page, (header) =>
    [/frame-ancestors 'none'/.test(header('content-security-policy')), header('x-frame-options') === 'DENY'].includes(
      false,
    ),
  ),
  unprotected('script', 'A script in the page', 'anonymous', page, (header) => {
    const policy = header('content-security-policy');
    return !/default-src 'none'/.test(policy) || !/script-src 'self'/.test(policy) || /unsafe-|\*/.test(policy);
  }),
  unprotected(
    'base',
    'Another base for the addresses of the page',
    'anonymous',
    page,
    (header) => !/base-uri 'none'/.test(header('content-security-policy')),
  ),
  unprotected(
    'form-target',
    'A form of the page that sends to another site',
    'anonymous',
    page,
    (header) => !/form-action 'self'/.test(header('content-security-policy')),
  ),
  unprotected(
    'opener',
    'A window that another site opened, in its hands',
    'anonymous',
    page,
    (header) => header('cross-origin-opener-policy') !== 'same-origin',
  ),
  unprotected(
    'referrer',
    'Addresses of the console told to other sites',
    'anonymous',
    page,
    (header) => header('referrer-policy') !== 'same-origin',
  ),
  unprotected(
    'permissions',
    'Camera and microphone from a page that needs none',
    'anonymous',
    page,
    (header) => !/camera=\(\)/.test(header('permissions-policy')),
  ),
  unprotected(
    'sniffed-file',
    'A file taken for a page',
    'steward',
    file,
    (header) => header('x-content-type-options') !== 'nosniff',
  ),
  unprotected(
    'opened-file',
    'A file that opens instead of being saved',
    'steward',
    file,
    (header) => !header('content-disposition').startsWith('attachment'),
  ),
  unprotected(
    'kept-file',
    'A file that stays in the memory of a browser',
    'steward',
    file,
    (header) => header('cache-control') !== 'no-store',
  ),
  unprotected(
    'kept-answer',
    'An answer that stays in the memory of a browser',
    'steward',
    tags,
    (header) => header('cache-control') !== 'no-store',
  ),
  unprotected(
    'readable-cookie',
    'A session that scripts can read',
    'anonymous',
    signOut,
    (header) => !/; HttpOnly/.test(header('set-cookie')),
  ),
  unprotected(
    'travelling-cookie',
    'A session that other sites make a browser send',
    'anonymous',
    signOut,
    (header) => !/; SameSite=Lax/.test(header('set-cookie')),
  ),
];
