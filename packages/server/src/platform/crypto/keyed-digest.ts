import { createHmac } from 'node:crypto';
import type { Keys } from './keys.ts';

/**
 * A digest that only this installation can make, in 64 hexadecimal digits: whoever reads it cannot try out what it was made of, as
 * they could a plain one of something short. `of` keeps digests of different things apart.
 */
export function keyedDigest(keys: Pick<Keys, 'digests'>, of: string, text: string): string {
  return createHmac('sha256', keys.digests).update(`${of}\n${text}`).digest('hex');
}
