// Codes of a second factor (RFC 6238), for journeys and scripts: written apart from what the server uses, so that each shows
// the other right.
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MS = 30_000;
// How long a code may lie between here and the server: a busy machine takes its time between typing and sending.
const WAY_MS = 12_000;
const used = new Map();

/** The six digits of a seed (base32, blanks do not matter) at a time step. */
export function totpAt(seed, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', fromBase32(seed)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/**
 * A code of a seed that was not given out before. The server takes the steps before and after the present one, too, each once:
 * so this waits only when three were needed within half a minute.
 */
export async function nextCode(seed) {
  for (;;) {
    const now = Math.floor(Date.now() / STEP_MS);
    // The step before the present one is taken while the present one lasts: not where it may end on the way.
    const oldest = Math.floor((Date.now() + WAY_MS) / STEP_MS) - 1;
    const step = Math.max(oldest, (used.get(seed) ?? 0) + 1);
    if (step <= now + 1) {
      used.set(seed, step);
      return totpAt(seed, step);
    }
    await sleep(250);
  }
}

function fromBase32(text) {
  const bits = [...text.replaceAll(/[\s=]/g, '')].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
