import { pinyinOf } from '@dossier/shared/standardise';

/** A name in small Latin letters without spaces, as in an e-mail address. */
export function romanise(name: { family: string; given: string }): string {
  const isChinese = /\p{Script=Han}/u.test(name.family);
  const text = isChinese ? pinyinOf(name.family + name.given).full : `${name.given}.${name.family}`;
  return text
    .normalize('NFD')
    .replaceAll(/[^a-zA-Z.]/g, '')
    .toLowerCase();
}

/** A Chinese name as somebody writes it who has no Chinese keyboard: `Wang Wei`, or the other way round. */
export function inLatin(name: { family: string; given: string }, familyFirst: boolean): string {
  const family = capital(pinyinOf(name.family).full);
  const given = capital(pinyinOf(name.given, 'ORGANISATION').full);
  return familyFirst ? `${family} ${given}` : `${given} ${family}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
