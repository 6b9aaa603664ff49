import type { RefusalCode } from './refusal.ts';

/** What kind of file the first bytes show. */
export type Container = { kind: 'text' | 'gzip' | 'zip' | 'compound' } | { kind: 'refused'; code: RefusalCode };

const MAGIC: readonly (readonly [string, Container])[] = [
  ['1f8b08', { kind: 'gzip' }],
  ['504b0304', { kind: 'zip' }],
  ['504b0506', { kind: 'zip' }],
  ['504b0708', { kind: 'zip' }],
  ['d0cf11e0a1b11ae1', { kind: 'compound' }],
  ['0908', { kind: 'refused', code: 'OLD_EXCEL' }],
  ['0904', { kind: 'refused', code: 'OLD_EXCEL' }],
  ['25504446', { kind: 'refused', code: 'PDF' }],
  ['89504e47', { kind: 'refused', code: 'IMAGE' }],
  ['ffd8ff', { kind: 'refused', code: 'IMAGE' }],
  ['47494638', { kind: 'refused', code: 'IMAGE' }],
  ['425a68', { kind: 'refused', code: 'OTHER_ARCHIVE' }],
  ['fd377a585a00', { kind: 'refused', code: 'OTHER_ARCHIVE' }],
  ['377abcaf271c', { kind: 'refused', code: 'OTHER_ARCHIVE' }],
  ['526172211a07', { kind: 'refused', code: 'OTHER_ARCHIVE' }],
  ['28b52ffd', { kind: 'refused', code: 'OTHER_ARCHIVE' }],
  ['7b5c727466', { kind: 'refused', code: 'RTF' }],
];

/** Recognises a container by its first bytes, whatever the name of the file. */
export function detectContainer(head: Buffer): Container {
  const hex = head.toString('hex', 0, 8);
  const known = MAGIC.find(([magic]) => hex.startsWith(magic));
  return known === undefined ? { kind: 'text' } : known[1];
}

/** Documents that are text and yet no table. */
export function detectDocument(text: string): RefusalCode | null {
  const head = text.slice(0, 2_000).trimStart().toLowerCase();
  if (/^(<!doctype html|<html|<head|<body|<table|<style|<meta)/.test(head)) return 'HTML';
  if (/^<\?xml|^<workbook|^<rss/.test(head)) return /<html[\s>]/.test(head) ? 'HTML' : 'XML';
  if (/^[[{]\s*("[^"]*"\s*[:,\]]|[{[]|$)/.test(head) && /[}\]]\s*$/.test(text.slice(-200).trimEnd())) return 'JSON';
  return null;
}

/** Whether bytes that are not UTF-16 hold more control characters than any text; a stray NUL is a matter for its row. */
export function looksBinary(bytes: Buffer): boolean {
  let control = 0;
  for (const byte of bytes) if (byte < 0x20 && (byte < 9 || byte > 13)) control++;
  return control > 2 && control / bytes.length > 0.05;
}
