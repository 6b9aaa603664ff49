import type { Readable } from 'node:stream';
import { readAllXml } from './read-xml.ts';

/** What a number format makes of a number, as far as the value depends on it. `zeros`: least digits, filled with zeros. */
export type NumberFormat = { kind: 'number' | 'date' | 'time' | 'elapsed' } | { kind: 'zeros'; digits: number };

const NUMBER: NumberFormat = { kind: 'number' };

/**
 * Formats by their number that are not written out in a workbook (ECMA-376 part 1, 18.8.30): 14–22 and 45–47 everywhere,
 * 27–36 and 50–58 dates in East Asian workbooks.
 */
function builtIn(id: number): NumberFormat {
  if (id === 46) return { kind: 'elapsed' };
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return { kind: 'time' };
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return { kind: 'date' };
  return NUMBER;
}

/** Reads a format code such as `yyyy"年"m"月"d"日"` or `00000`. */
export function parseFormatCode(code: string): NumberFormat {
  const section = (code.split(';')[0] ?? '').toLowerCase();
  if (/\[(h+|m+|s+)\]/.test(section)) return { kind: 'elapsed' };
  // Literals, escapes, colours, conditions and fill characters are not tokens.
  const tokens = section.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').replace(/general|e[-+]/g, '');
  if (/^0{2,20}$/.test(tokens)) return { kind: 'zeros', digits: tokens.length };
  if (/[#0?]/.test(tokens) && !/[ydh]/.test(tokens)) return NUMBER;
  if (/[yd]|e(?!\d)/.test(tokens) || /^m+$/.test(tokens)) return { kind: 'date' };
  return /[hs]|am\/pm|上午/.test(tokens) ? { kind: 'time' } : NUMBER;
}

/** Reads the styles part: the format of each cell style, by its number. */
export async function loadNumberFormats(stream: Readable): Promise<NumberFormat[]> {
  const custom = new Map<number, NumberFormat>();
  const styleIds: number[] = [];
  let inCellStyles = false;
  await readAllXml(stream, {
    open(name, attributes) {
      if (name === 'numFmt')
        custom.set(Number(attributes['numFmtId']), parseFormatCode(attributes['formatCode'] ?? ''));
      else if (name === 'cellXfs') inCellStyles = true;
      else if (name === 'xf' && inCellStyles) styleIds.push(Number(attributes['numFmtId'] ?? 0));
    },
    text() {},
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return styleIds.map((id) => custom.get(id) ?? builtIn(id));
}
