import { type Locale, LOCALES } from '@dossier/shared/error';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client } from '../context/client.ts';

const LONGEST_USER_AGENT = 200;

/** How the session cookie is called and kept. */
export interface CookieSettings {
  readonly name: string;
  readonly secure: boolean;
}

/** Over https the cookie belongs to exactly this host (`__Host-`, RFC 6265bis) and never travels in the clear. */
export function cookieSettings(publicUrl: string | undefined): CookieSettings {
  const secure = publicUrl?.startsWith('https://') ?? false;
  return { name: secure ? '__Host-dossier' : 'dossier', secure };
}

/** The value of a cookie, or undefined. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  for (const part of header.split(';')) {
    const text = part.trim();
    if (text.startsWith(name) && text[name.length] === '=') return text.slice(name.length + 1) || undefined;
  }
  return undefined;
}

/** The token of an `Authorization: Bearer` header, or undefined. */
export function readBearer(header: string | undefined): string | undefined {
  return header !== undefined && /^bearer /i.test(header) ? header.slice('bearer '.length).trim() : undefined;
}

/** The language a client asks for, when we speak it: the first of its list that we do. */
export function readLanguage(header: string | undefined): Locale | undefined {
  if (header === undefined) return undefined;
  for (const part of header.split(',')) {
    const language = part.trim().split(/[-;]/, 1)[0]?.toLowerCase();
    const known = LOCALES.find((locale) => locale.split('-', 1)[0] === language);
    if (known) return known;
  }
  return undefined;
}

/** The client at the other end of an HTTP request. */
export function createClient(
  request: FastifyRequest,
  reply: FastifyReply,
  cookie: CookieSettings,
  publicUrl: string | undefined,
): Client {
  const attributes = `Path=/; HttpOnly; SameSite=Lax${cookie.secure ? '; Secure' : ''}`;
  return {
    get address() {
      return request.ip;
    },
    get userAgent() {
      return request.headers['user-agent']?.slice(0, LONGEST_USER_AGENT);
    },
    get baseUrl() {
      return publicUrl ?? `${request.protocol}://${request.host}`;
    },
    keepSession: (token, until) => {
      const seconds = Math.max(0, Math.round((until - Date.now()) / 1000));
      void reply.header('set-cookie', `${cookie.name}=${token}; ${attributes}; Max-Age=${seconds}`);
    },
    // What the browser keeps of pages goes with it, also those behind its back button. Not its storage, where the console keeps
    // language and theme and forgets the rest by itself; not cookies, which would be those of every program of this domain.
    forgetSession: () => {
      void reply.header('clear-site-data', '"cache"');
      void reply.header('set-cookie', `${cookie.name}=; ${attributes}; Max-Age=0`);
    },
  };
}
