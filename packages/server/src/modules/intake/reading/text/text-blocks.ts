import { LIMITS, type Dialect, type Encoding } from '../settings.ts';
import { createDecoder } from '../encoding/decode.ts';
import { createBlockDecoder, findLastLineEnd, findLineEnd } from './decode-block.ts';

/** Whole lines of text, or one line too long to be held. */
export type TextBlock =
  { kind: 'lines'; text: string; damaged: boolean; offset: number } | { kind: 'too-long'; excerpt: string };

/**
 * Cuts bytes into blocks of whole lines and decodes each by itself, so that no character or line spans two blocks.
 * A line longer than `LIMITS.lineBytes` is skipped over without being held. `offset` of a block counts bytes of the text
 * from the start of the file; `startOffset` is that of the first byte given.
 */
export async function* readTextBlocks(
  bytes: AsyncIterable<Buffer>,
  encoding: Encoding,
  lineEnd: Dialect['lineEnd'],
  startOffset = 0,
): AsyncGenerator<TextBlock> {
  const unit = encoding.startsWith('utf-16') ? 2 : 1;
  const code = lineEnd === 'LF' ? 10 : 13;
  const decode = createBlockDecoder(encoding);
  let held: Buffer = Buffer.alloc(0);
  let offset = startOffset;
  let skipping = false;

  for await (const chunk of bytes) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    if (skipping) {
      const end = findLineEnd(held, 0, unit, encoding, code);
      // Keep an odd byte, so that a UTF-16 unit cut by the chunk stays whole.
      const drop = end === -1 ? held.length - (held.length % unit) : end;
      offset += drop;
      held = held.subarray(drop);
      skipping = end === -1;
      if (skipping) continue;
    }
    const cut = findLastLineEnd(held, unit, encoding, code);
    if (cut > 0) {
      yield* wholeLines(held.subarray(0, cut), offset);
      offset += cut;
      held = held.subarray(cut);
    }
    if (held.length > LIMITS.lineBytes) {
      yield { kind: 'too-long', excerpt: excerpt(held) };
      const drop = held.length - (held.length % unit);
      offset += drop;
      held = held.subarray(drop);
      skipping = true;
    }
  }
  if (!skipping && held.length > 0) yield* wholeLines(held, offset);

  /** The lines of a block, without those longer than the limit (a block may be longer than one line may be). */
  function* wholeLines(block: Buffer, at: number): Generator<TextBlock> {
    if (block.length <= LIMITS.lineBytes) {
      yield decoded(block, at);
      return;
    }
    let start = 0;
    for (let from = 0; from < block.length;) {
      const end = findLineEnd(block, from, unit, encoding, code);
      const next = end === -1 ? block.length : end;
      if (next - from > LIMITS.lineBytes) {
        if (from > start) yield decoded(block.subarray(start, from), at + start);
        yield { kind: 'too-long', excerpt: excerpt(block.subarray(from)) };
        start = next;
      }
      from = next;
    }
    if (start < block.length) yield decoded(block.subarray(start), at + start);
  }

  function decoded(block: Buffer, at: number): TextBlock {
    const whole = decode(block);
    const text = at === 0 && whole.text.startsWith('\uFEFF') ? whole.text.slice(1) : whole.text;
    return { kind: 'lines', text, damaged: whole.damaged, offset: at };
  }

  function excerpt(line: Buffer): string {
    const part = line.subarray(0, LIMITS.excerptCharacters * unit);
    return createDecoder(encoding)(part).slice(0, LIMITS.excerptCharacters);
  }
}
