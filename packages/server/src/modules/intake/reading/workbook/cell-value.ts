import type { NumberFormat } from './number-formats.ts';

const DAY_MS = 86_400_000;
/** Day 0 of the 1900 date system, which counts a 29 February 1900 that never was, and of the 1904 one. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const LAST_DAY = 2_958_465;
/** Numbers that are written as they are stored. */
const PLAIN = /^-?(0|[1-9]\d{0,14}|(0|[1-9]\d{0,8})\.\d{0,5}[1-9])$/;

/**
 * The text of a number as its author sees it: dates as `2024-05-31` or `2024-05-31T08:30:00`, times as `08:30:00`, other
 * numbers with the 15 digits a spreadsheet keeps, never with an exponent.
 */
export function formatNumber(raw: string, format: NumberFormat | undefined, date1904: boolean): string {
  if ((format === undefined || format.kind === 'number') && PLAIN.test(raw)) return raw;
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw.trim();
  if (format?.kind === 'elapsed') return formatClock(value);
  if (format?.kind === 'date' || format?.kind === 'time') {
    if (value >= 0 && value < 1 && (format.kind === 'time' || value > 0)) return formatClock(value);
    if (value >= 0 && value < LAST_DAY + 1) return formatDate(value, date1904);
  }
  const plain = formatPlain(value);
  return format?.kind === 'zeros' && /^\d+$/.test(plain) ? plain.padStart(format.digits, '0') : plain;
}

function formatPlain(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  if (!text.includes('e')) return text;
  if (Number.isInteger(rounded) && Math.abs(rounded) < 1e40) return BigInt(rounded).toString();
  const [, sign = '', digits = '', exponent = ''] = /^(-?)([\d.]+)e-(\d+)$/.exec(text) ?? [];
  if (digits === '' || Number(exponent) > 40) return text;
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digits.replace('.', '')}`;
}

function formatDate(value: number, date1904: boolean): string {
  const seconds = Math.round(value * 86_400);
  const days = Math.floor(seconds / 86_400);
  const beforeLeapDay = !date1904 && days < 60 ? 1 : 0;
  const day = new Date((date1904 ? EPOCH_1904 : EPOCH_1900) + (days + beforeLeapDay) * DAY_MS)
    .toISOString()
    .slice(0, 10);
  const rest = seconds - days * 86_400;
  return rest === 0 ? day : `${day}T${formatClock(rest / 86_400)}`;
}

function formatClock(value: number): string {
  const seconds = Math.round(Math.abs(value) * 86_400);
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (value < 0 ? '-' : '') + parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** Undoes the escapes of characters that XML cannot hold, such as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
