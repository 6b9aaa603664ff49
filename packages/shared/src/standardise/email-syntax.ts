/**
 * What a text is as an e-mail address: `valid` in ordinary use; `unusual` when RFC 5321 allows it but hardly any mail system uses it
 * (quoted local part, address literal, domain without a dot or with a numeric last label, letters beyond ASCII); else `invalid`.
 */
export type EmailVerdict = 'valid' | 'unusual' | 'invalid';

const ATOMS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const WIDE_ATOMS = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const QUOTED = /^"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"$/;
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const WIDE_LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;
const LITERAL = /^\[(?:(?:\d{1,3}\.){3}\d{1,3}|IPv6:[0-9A-Fa-f:.]+)\]$/;
/** RFC 5321, section 4.5.3.1 (local part, domain) and RFC 3696 erratum 1690 (whole address). */
const LIMITS = { local: 64, domain: 253, address: 254 } as const;

function domainVerdict(domain: string): EmailVerdict {
  if (LITERAL.test(domain)) return 'unusual';
  if (domain.length > LIMITS.domain) return 'invalid';
  const labels = domain.split('.');
  if (!labels.every((label) => WIDE_LABEL.test(label))) return 'invalid';
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || /^\d+$/.test(last) || !labels.every((label) => LABEL.test(label))) return 'unusual';
  return 'valid';
}

/** Judges an address exactly as written, white space included (RFC 5321 and 5322 without comments, folding and obsolete forms). */
export function emailVerdict(address: string): EmailVerdict {
  if (address.length > LIMITS.address + 2) return 'invalid';
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  if (at < 1 || local.length > LIMITS.local) return 'invalid';
  const domain = domainVerdict(address.slice(at + 1));
  if (domain === 'invalid') return 'invalid';
  if (ATOMS.test(local)) return domain;
  return QUOTED.test(local) || WIDE_ATOMS.test(local) ? 'unusual' : 'invalid';
}
