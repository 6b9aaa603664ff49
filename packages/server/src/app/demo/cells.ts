import type { Random } from './random.ts';

/** A phone number as people type it into a cell. */
export function phoneCell(random: Random, phone: string | undefined, owner: string): string {
  if (phone === undefined) return random.weighted(NOTHING);
  const isMobile = /^1\d{10}$/.test(phone);
  if (!isMobile) return phone;
  const parts = `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`;
  return random.weighted([
    [phone, 74],
    [parts, 5],
    [parts.replaceAll(' ', '-'), 5],
    [`+86 ${phone}`, 4],
    [`86${phone}`, 2],
    [fullWidth(phone), 3],
    [`${phone}（微信同号）`, 3],
    [`${phone} ${owner.slice(0, 1)}女士`, 1],
    [`${phone}/`, 1],
    [`${phone.slice(0, 10)}`, 1],
    [`1.${phone.slice(1, 5)}E+10`, 0.4],
  ]);
}

/** A name as people type it into a cell. */
export function nameCell(random: Random, name: string): string {
  return random.weighted([
    [name, 90],
    [` ${name}`, 2],
    [`${name} `, 2],
    [[...name].join(' '), /^\p{Script=Han}{2}$/u.test(name) ? 3 : 0],
    [fullWidth(name), /^[\x20-\x7e]+$/.test(name) ? 3 : 0],
    [name.toUpperCase(), /^[a-z .]+$/i.test(name) ? 3 : 0],
  ]);
}

/** A day as people type it; the same hand writes mostly one way. */
export function dayCell(random: Random, day: string | undefined): string {
  if (day === undefined) return random.chance(0.15) ? '不详' : '';
  const [year = '', month = '', date = ''] = day.split('-');
  return random.weighted([
    [day, 82],
    [`${year}/${Number(month)}/${Number(date)}`, 8],
    [`${year}年${Number(month)}月${Number(date)}日`, 5],
    [`${year}${month}${date}`, 3],
    [`${year}.${month}`, 1],
  ]);
}

/** An empty cell, or what people write to say so. */
export function textCell(random: Random, text: string | undefined): string {
  return text === undefined || text === '' ? random.weighted(NOTHING) : text;
}

const NOTHING: readonly (readonly [string, number])[] = [
  ['', 80],
  ['无', 8],
  ['-', 5],
  ['暂无', 4],
  ['N/A', 3],
];

function fullWidth(text: string): string {
  return text.replaceAll(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
}

/** One record of a delimited file, quoted where it must be (RFC 4180). */
export function record(cells: readonly (string | number)[], delimiter = ','): string {
  const quoted = cells.map((cell) => {
    const text = String(cell);
    return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${quoted.join(delimiter)}\r\n`;
}
