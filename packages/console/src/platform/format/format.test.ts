import { describe, expect, it } from 'vitest';
import { formatMoney, formatMoneyCompact } from './money.ts';
import { formatBytes, formatCompact, formatLike, formatNumber, formatShare } from './number.ts';
import { formatPhone } from './phone.ts';
import { formatDuration, formatLocalDate, formatTime } from './time.ts';
import { endOfDay, fromWallClock, startOfDay, toWallClock } from './zone.ts';

describe('numbers', () => {
  it.each([
    [0, 'en', '0'],
    [1234567, 'en', '1,234,567'],
    [null, 'zh-CN', '—'],
    [undefined, 'en', '—'],
    [Number.NaN, 'en', '—'],
  ] as const)('writes %s in %s as %s', (value, locale, text) => expect(formatNumber(value, locale)).toBe(text));

  it.each([
    [9999, 'zh-CN', '9,999'],
    [12345, 'zh-CN', '1.2万'],
    [123_456_789, 'zh-CN', '1.2亿'],
    [12345, 'en', '12.3K'],
    [-20_000, 'en', '-20K'],
  ] as const)('shortens %s in %s to %s', (value, locale, text) => expect(formatCompact(value, locale)).toBe(text));

  it.each([
    [9_000, 'en', ['0', '3,000', '6,000', '9,000']],
    [13_000, 'en', ['0', '5K', '10K', '15K']],
    [13_000, 'zh-CN', ['0', '0.5万', '1万', '1.5万']],
    [1_250_000, 'en', ['0', '0.5M', '1M', '1.5M']],
    [240_000_000, 'zh-CN', ['0', '1亿', '2亿', '3亿']],
  ] as const)('writes a scale up to %s in %s in one unit', (largest, locale, texts) => {
    const step = { 9_000: 3_000, 13_000: 5_000, 1_250_000: 500_000, 240_000_000: 100_000_000 }[largest];
    expect([0, 1, 2, 3].map((mark) => formatLike(mark * step, largest, locale))).toEqual(texts);
  });

  it.each([
    [1, '100%'],
    [0.99999, '> 99.9%'],
    [0.00001, '< 0.1%'],
    [0, '0%'],
    [0.5234, '52.3%'],
  ])('writes the share %s as %s: all and none only when exactly so', (share, text) =>
    expect(formatShare(share, 'en')).toBe(text),
  );

  it.each([
    ['0', '0 B'],
    ['1536', '1.5 KB'],
    ['52428800', '50 MB'],
    [null, '—'],
  ])('writes %s bytes as %s', (bytes, text) => expect(formatBytes(bytes, 'en')).toBe(text));
});

describe('money', () => {
  it.each([
    ['1234.5', 'CNY', 'zh-CN', '¥1,234.50'],
    ['-0.0001', 'CNY', 'zh-CN', '-¥0.0001'],
    ['1000', 'JPY', 'en', '¥1,000'],
    ['9007199254740993.12', 'USD', 'en', '$9,007,199,254,740,993.12'],
    ['12.5', '??', 'en', '12.5 ??'],
  ] as const)('writes %s %s in %s as %s', (amount, currency, locale, text) =>
    expect(formatMoney({ amount, currency }, locale)).toBe(text),
  );

  it.each([
    ['9747747.934', 'CNY', 'zh-CN', '¥974.8万'],
    ['123456789', 'CNY', 'zh-CN', '¥1.2亿'],
    ['9747747.934', 'USD', 'en', '$9.7M'],
    ['99.9', 'USD', 'en', '$99.90'],
  ] as const)('shortens %s %s in %s to %s', (amount, currency, locale, text) =>
    expect(formatMoneyCompact({ amount, currency }, locale)).toBe(text),
  );

  it('shows a missing amount as a dash', () => expect(formatMoney(null, 'en')).toBe('—'));
});

describe('time', () => {
  const noon = '2026-03-01T16:30:05.000Z';
  it.each([
    ['date', 'zh-CN', 'Asia/Shanghai', '2026年3月2日'],
    ['minute', 'zh-CN', 'Asia/Shanghai', '2026年3月2日 00:30'],
    ['minute', 'en', 'UTC', 'Mar 1, 2026, 16:30'],
  ] as const)('shows the %s in %s and %s', (style, locale, zone, text) =>
    expect(formatTime(noon, style, locale, zone)).toBe(text),
  );

  it.each([
    [-5_000, '5 seconds ago'],
    [-3 * 3_600_000, '3 hours ago'],
    [-86_400_000, 'yesterday'],
    [-30 * 86_400_000, 'Mar 1, 2026'],
  ])('says %s ms from now as %s', (offset, text) =>
    expect(formatTime(noon, 'relative', 'en', 'UTC', Date.parse(noon) - offset)).toBe(text),
  );

  it('names the zone in the exact time', () =>
    expect(formatTime(noon, 'exact', 'en', 'UTC')).toBe('Mar 1, 2026, 16:30:05 UTC'));

  it('names the zone behind the time in Chinese, too', () =>
    expect(formatTime(noon, 'exact', 'zh-CN', 'Asia/Shanghai')).toBe('2026年3月2日 00:30:05 GMT+8'));

  it.each([
    [null, '—'],
    ['nonsense', '—'],
  ])('shows %s as a dash', (iso, text) => expect(formatTime(iso, 'minute', 'en', 'UTC')).toBe(text));

  it('keeps a calendar date whatever the zone', () =>
    expect(formatLocalDate('1990-02-03', 'zh-CN')).toBe('1990年2月3日'));

  it.each([
    [0, '< 1 sec'],
    [59.6, '1 min'],
    [75, '1 min 15 sec'],
    [3725, '1 hr 2 min'],
    [Number.POSITIVE_INFINITY, '—'],
  ])('writes %s seconds as %s', (seconds, text) => expect(formatDuration(seconds, 'en')).toBe(text));

  it.each([
    ['2026-03-01', 'Asia/Shanghai', 0, '2026-02-28T16:00:00.000Z'],
    ['2026-03-01', 'UTC', 1, '2026-03-02T00:00:00.000Z'],
    ['2026-03-08', 'America/New_York', 0, '2026-03-08T05:00:00.000Z'],
    ['2026-03-08', 'America/New_York', 1, '2026-03-09T04:00:00.000Z'],
    ['2026-11-01', undefined, 0, '2026-11-01T00:00:00.000Z'],
  ])('begins %s in %s (+%s days) at %s', (date, zone, days, iso) => expect(startOfDay(date, zone, days)).toBe(iso));

  it('ends a day just before the next', () =>
    expect(endOfDay('2026-03-01', 'Asia/Shanghai')).toBe('2026-03-01T15:59:59.999Z'));

  it.each([
    ['2026-03-01T16:30:05.000Z', 'Asia/Shanghai', new Date(2026, 2, 2, 0, 30, 5)],
    ['2026-07-01T02:00:00.000Z', 'America/New_York', new Date(2026, 5, 30, 22)],
    ['2026-11-23T10:15:00.000Z', 'UTC', new Date(2026, 10, 23, 10, 15)],
  ])('shows a picker %s in %s, and takes it back', (iso, zone, wall) => {
    const shown = toWallClock(iso, zone);
    expect(shown).toEqual(wall);
    expect(fromWallClock(shown, zone)).toBe(iso);
  });
});

describe('phones', () => {
  it.each([
    ['+8613800138000', null, '138 0013 8000'],
    ['+12125550100', undefined, '(212) 555-0100'],
    ['+442079460000', undefined, '+442079460000'],
    ['+862162345678', '021-6234 5678', '021-6234 5678'],
    [null, null, '—'],
  ])('shows %s (%s) as %s', (e164, display, text) => expect(formatPhone(e164, display)).toBe(text));
});
