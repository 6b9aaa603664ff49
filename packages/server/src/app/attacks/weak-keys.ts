import type { IdType, PublicIds } from '../../platform/crypto/public-ids.ts';

/** The key of cursors in a build whose attacker knows it. */
export const KNOWN_KEY = Buffer.alloc(32);

const read = (text: string, prefix: string): number | undefined => {
  const digits = text.startsWith(prefix) ? text.slice(prefix.length) : '';
  return /^\d+$/.test(digits) ? Number(digits) : undefined;
};

/** Ids and versions as most programs have them: the numbers themselves. */
export const plainIds: PublicIds = {
  encode: (type, id) => `${type}_${id}`,
  decode: (type, text) => read(text, `${type}_`),
  decodeAny: (text) => {
    const id = read(text, text.slice(0, 4));
    // Whoever asks for a type that is none gets nothing found.
    return id === undefined ? undefined : { type: text.slice(0, 3) as IdType, id };
  },
  version: (_id, version) => String(version),
  versionOf: (_id, token) => read(token, ''),
};
