/**
 * How many letters apart two texts are, where one insertion, deletion, replacement or exchange of neighbours counts 1
 * (optimal string alignment, after Damerau 1964). Stops counting above `limit`, and answers `limit + 1` then.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  // What both begin and end with costs nothing: of most pairs nothing is left that could be near.
  let start = 0;
  const shorter = Math.min(a.length, b.length);
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < shorter - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end += 1;
  const left = a.length - start - end;
  const right = b.length - start - end;
  if (left === 0 || right === 0) return Math.max(left, right);
  if (left === 1 && right === 1) return 1;
  if (left === 2 && right === 2 && isExchange(a, b, start)) return 1;
  if (limit === 1) return 2;
  return distanceOf(a.slice(start, a.length - end), b.slice(start, b.length - end), limit);
}

function isExchange(a: string, b: string, at: number): boolean {
  return a.charCodeAt(at) === b.charCodeAt(at + 1) && a.charCodeAt(at + 1) === b.charCodeAt(at);
}

function distanceOf(a: string, b: string, limit: number): number {
  const width = b.length + 1;
  ensure(width);
  let [earlier, before, row] = rows;
  for (let j = 0; j < width; j += 1) before[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    row[0] = i;
    let best = i;
    const letter = a.charCodeAt(i - 1);
    for (let j = 1; j < width; j += 1) {
      const other = b.charCodeAt(j - 1);
      let cost = letter === other ? at(before, j - 1) : 1 + Math.min(at(before, j - 1), at(before, j), at(row, j - 1));
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && other === a.charCodeAt(i - 2)) {
        cost = Math.min(cost, at(earlier, j - 2) + 1);
      }
      row[j] = cost;
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    [earlier, before, row] = [before, row, earlier];
  }
  return Math.min(at(before, b.length), limit + 1);
}

// Comparing millions of pairs makes no garbage: the rows of the table are kept.
let rows: [Int32Array, Int32Array, Int32Array] = [new Int32Array(64), new Int32Array(64), new Int32Array(64)];

function ensure(width: number): void {
  if (rows[0].length < width) rows = [new Int32Array(width * 2), new Int32Array(width * 2), new Int32Array(width * 2)];
}

function at(row: Int32Array, place: number): number {
  return row[place] ?? 0;
}

/**
 * Likeness of two short texts from 0 to 1 that forgives exchanged and missing letters and counts a common beginning
 * (Jaro 1989, Winkler 1990; weight of the beginning 0.1, at most four letters).
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return a.length === 0 ? 0 : 1;
  if (a.length === 0 || b.length === 0) return 0;
  const reach = Math.max(0, (Math.max(a.length, b.length) >> 1) - 1);
  let matches = 0;
  // Names are short: positions fit the bits of a number; what is longer is compared by its beginning.
  const [left, right] = [a.length > 30 ? a.slice(0, 30) : a, b.length > 30 ? b.slice(0, 30) : b];
  let usedLeft = 0;
  let usedRight = 0;
  for (let i = 0; i < left.length; i += 1) {
    const last = Math.min(right.length - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= last; j += 1) {
      if ((usedRight & (1 << j)) !== 0 || left.charCodeAt(i) !== right.charCodeAt(j)) continue;
      usedLeft |= 1 << i;
      usedRight |= 1 << j;
      matches += 1;
      break;
    }
  }
  if (matches === 0) return 0;
  let exchanged = 0;
  let j = 0;
  for (let i = 0; i < left.length; i += 1) {
    if ((usedLeft & (1 << i)) === 0) continue;
    while ((usedRight & (1 << j)) === 0) j += 1;
    if (left.charCodeAt(i) !== right.charCodeAt(j)) exchanged += 1;
    j += 1;
  }
  const jaro = (matches / left.length + matches / right.length + (matches - exchanged / 2) / matches) / 3;
  let common = 0;
  while (common < 4 && common < left.length && left.charCodeAt(common) === right.charCodeAt(common)) common += 1;
  return jaro + common * 0.1 * (1 - jaro);
}
