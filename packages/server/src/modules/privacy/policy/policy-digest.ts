import { createHash } from 'node:crypto';

/** What a text is once it is written down: composed characters, plain line ends, nothing around it. */
export function normaliseText(text: string): string {
  return text.normalize('NFC').replaceAll('\r\n', '\n').trim();
}

/** SHA-256 (hexadecimal) over language, title, an empty line and body in UTF-8: what proves that a text is the one that was shown. */
export function policyDigest(text: { locale: string; title: string; body: string }): string {
  return createHash('sha256').update(`${text.locale}\n${text.title}\n\n${text.body}`).digest('hex');
}
