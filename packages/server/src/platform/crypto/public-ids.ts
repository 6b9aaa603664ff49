import { createCipheriv, createDecipheriv } from 'node:crypto';
import { remembering } from '../memory/remembering.ts';

// Of each type; all types together some 10 MB.
const REMEMBERED = 20_000;

/** The prefix of a public id: what kind of thing it names. */
export type IdType =
  | 'cus'
  | 'cas'
  | 'cpt'
  | 'adr'
  | 'idn'
  | 'rec'
  | 'src'
  | 'tag'
  | 'ord'
  | 'lin'
  | 'prd'
  | 'tml'
  | 'fil'
  | 'imp'
  | 'tpl'
  | 'exp'
  | 'job'
  | 'usr'
  | 'tea'
  | 'tok'
  | 'ses'
  | 'pky'
  | 'aud'
  | 'app'
  | 'crd'
  | 'con'
  | 'pol'
  | 'act'
  | 'ers'
  | 'alm'
  | 'apr'
  | 'brk'
  | 'mop'
  | 'mpr'
  | 'mrn'
  | 'mcl'
  | 'rel'
  | 'dch'
  | 'dcm';

/** Turns primary keys into public ids and back. */
export interface PublicIds {
  encode(type: IdType, id: number): string;
  /** The primary key, or undefined for anything that is not an id of this type made with this key. */
  decode(type: IdType, text: string): number | undefined;
  /** The type and key of any public id, for `node(id)`. */
  decodeAny(text: string): { type: IdType; id: number } | undefined;
  /** An opaque token that changes whenever the row's version does. */
  version(id: number, version: number): string;
  /** The version inside such a token, or undefined when it is not one for this row. */
  versionOf(id: number, token: string): number | undefined;
}

/**
 * Public ids are one AES block each: the type, the key and zeroes, enciphered. They cannot be guessed or counted, and one
 * whose prefix was swapped does not decode.
 *
 * This is a keyed permutation of unique numbers, not the encryption of content: what makes ECB weak, equal blocks of one text that
 * show and blocks that are moved, needs texts of several blocks, and here each is its own. That equal ids look equal is what an id is
 * for. A block made up at random is one of ours with a chance of 2^-75: 32 bits of type, 11 above the key and 32 of zeroes must fit.
 */
export function createPublicIds(key: Buffer): PublicIds {
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  const block = Buffer.alloc(16);

  function seal(tag: string, id: number, extra: number): string {
    block.write(tag, 0, 4, 'latin1');
    block.writeUInt32BE(Math.floor(id / 2 ** 32), 4);
    block.writeUInt32BE(id >>> 0, 8);
    block.writeUInt32BE(extra, 12);
    return cipher.update(block).toString('base64url');
  }
  function open(tag: string, text: string): { id: number; extra: number } | undefined {
    if (text.length !== 22) return undefined;
    const sealed = Buffer.from(text, 'base64url');
    if (sealed.length !== 16 || sealed.toString('base64url') !== text) return undefined;
    const plain = decipher.update(sealed);
    if (plain.toString('latin1', 0, 4) !== tag) return undefined;
    const id = plain.readUInt32BE(4) * 2 ** 32 + plain.readUInt32BE(8);
    return Number.isSafeInteger(id) ? { id, extra: plain.readUInt32BE(12) } : undefined;
  }
  function decode(type: IdType, text: string): number | undefined {
    if (!text.startsWith(`${type}_`)) return undefined;
    const opened = open(`${type}_`, text.slice(type.length + 1));
    return opened?.extra === 0 ? opened.id : undefined;
  }

  // The same rows are shown again and again, and a call of the cipher costs more than all else that a field does.
  const shown = new Map<IdType, (id: number) => string>();
  function encode(type: IdType, id: number): string {
    let textOf = shown.get(type);
    if (!textOf)
      shown.set(type, (textOf = remembering((key: number) => `${type}_${seal(`${type}_`, key, 0)}`, REMEMBERED)));
    return textOf(id);
  }

  return {
    encode,
    decode,
    decodeAny: (text) => {
      const type = text.slice(0, 3);
      // Only a text that was made for this very prefix decodes, so the prefix is one of ours when it does.
      const id = decode(type as IdType, text);
      return id === undefined ? undefined : { type: type as IdType, id };
    },
    version: (id, version) => seal('ver:', id, version),
    versionOf: (id, token) => {
      const opened = open('ver:', token);
      return opened?.id === id ? opened.extra : undefined;
    },
  };
}
