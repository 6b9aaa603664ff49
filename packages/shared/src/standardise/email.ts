import { emailVerdict } from './email-syntax.ts';
import { isFiller } from './filler.ts';
import { EMPTY, invalid, ok, type Standardised } from './standardised.ts';
import { cleanText } from './text.ts';

/** One e-mail address. */
export interface EmailAddress {
  /** The address with its domain in lower case; the local part as written. */
  readonly address: string;
  /** What two writings of one address share: all lower case. No mail system in use tells capitals apart. */
  readonly comparable: string;
  /** The display name or remark that stood beside it. */
  readonly note?: string;
}

/** Longer text is no list of addresses, and not worth the search. */
const LONGEST_CELL = 2000;
const PLAIN = /^[A-Za-z0-9._+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}$/;
const SEVERAL = /[;,\u3001|\s]+|\/(?=[^/]*@)/;

function made(address: string, note: string): Standardised<EmailAddress> {
  const verdict = emailVerdict(address);
  if (verdict === 'invalid') return invalid('EMAIL_INVALID');
  const at = address.lastIndexOf('@');
  const written = address.slice(0, at) + address.slice(at).toLowerCase();
  const value = { address: written, comparable: written.toLowerCase(), ...(note === '' ? {} : { note }) };
  return ok(value, verdict === 'unusual' ? ['EMAIL_UNUSUAL'] : undefined);
}

/**
 * An e-mail address. Takes off white space, `mailto:`, a display name (`Wang <w@x.cn>`), brackets with remarks and a closing full stop;
 * full-width `＠` and letters become ordinary. What remains is judged by `emailVerdict`; unusual addresses pass with `EMAIL_UNUSUAL`.
 */
export function standardiseEmail(raw: string): Standardised<EmailAddress> {
  if (raw.length > LONGEST_CELL) return invalid('EMAIL_INVALID');
  if (PLAIN.test(raw)) return made(raw, '');
  let text = cleanText(raw).replaceAll(/[\uff01-\uff5e\u3002]/g, (wide) =>
    wide.normalize('NFKC').replace('\u3002', '.'),
  );
  if (isFiller(text)) return EMPTY;
  text = text
    .replace(/^(?:e-?mail|mail|\u90ae\u7bb1|\u7535\u5b50\u90ae\u4ef6|\u7535\u90ae)\s*:\s*/i, '')
    .replace(/^mailto:/i, '')
    .replace(/\?subject=.*$/i, '');
  const named = /^([^<>]*?)\s*<\s*([^<>]+@[^<>]+?)\s*>$/.exec(text);
  if (named) return made(named[2] ?? '', (named[1] ?? '').replaceAll(/^"|"$/g, '').trim());
  const remark = /^([^\s()]+@[^\s()]+?)\s*\(([^()]*)\)$/.exec(text);
  if (remark) return made(remark[1] ?? '', (remark[2] ?? '').trim());
  return made(text.replace(/^[<'\u2018\u201c]+|[>'\u2019\u201d.,;]+$/g, ''), '');
}

/** All e-mail addresses of one cell. When only some parts are addresses, warns `EMAIL_PART_INVALID`. */
export function standardiseEmails(raw: string): Standardised<readonly EmailAddress[]> {
  if (raw.length > LONGEST_CELL) return invalid('EMAIL_INVALID');
  const whole = standardiseEmail(raw);
  if (whole.state === 'ok') return ok([whole.value], whole.warnings);
  if (whole.state === 'empty') return EMPTY;
  const text = raw.replaceAll(/[\uff0c\uff1b]/g, ';');
  const addresses: EmailAddress[] = [];
  let refused = false;
  // Display names hold spaces and commas: parts in angle brackets are taken first.
  const parts = text.includes('<') ? (text.match(/[^<>;]*<[^<>]+>/g) ?? []) : text.split(SEVERAL).filter(Boolean);
  for (const part of parts) {
    const read = standardiseEmail(part.replace(/^[;,\s]+/, ''));
    if (read.state === 'invalid') refused = true;
    if (read.state === 'ok' && !addresses.some((known) => known.comparable === read.value.comparable))
      addresses.push(read.value);
  }
  if (addresses.length === 0) return invalid('EMAIL_INVALID');
  return ok(addresses, refused ? ['EMAIL_PART_INVALID'] : undefined);
}
