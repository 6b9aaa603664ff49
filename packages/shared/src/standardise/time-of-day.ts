/** The time of day of a text. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** Minutes ahead of UTC, when the text says so. */
  readonly offset?: number;
}

const TIME =
  /(?:^|[\sT]+|(?<=\u65e5)|(?<=\u53f7))(\u4e0a\u5348|\u4e0b\u5348|\u665a\u4e0a|\u51cc\u6668|\u4e2d\u5348|\u65e9\u4e0a|AM|PM)?\s*(\d{1,2})\s*(?:[:\u65f6\u70b9\u6642\u9ede](?:\s*(\d{1,2})\s*(?:[:\u5206](?:\s*(\d{1,2})(?:[.,](\d{1,9}))?\s*\u79d2?)?)?)?|(?=\s*[AP]\.?M))\s*([AP]\.?M\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?$/i;

function offsetMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (/^(?:p|\u4e0b|\u665a|\u4e2d)/i.test(half))
    return hour < 12 && !(half.startsWith('\u4e2d') && hour >= 11) ? hour + 12 : hour;
  return hour === 12 ? 0 : hour;
}

/** Takes the time of day off the end of a date text. `time` is absent when there is none, `impossible` when no clock shows it. */
export function takeTime(text: string): { date: string; time?: TimeOfDay; impossible?: boolean } {
  if (text.length <= 10 && !text.includes(':')) return { date: text };
  const packed = /^(\d{8})(?:\s|T)?(\d{2})(\d{2})(\d{2})?(Z)?$/.exec(text);
  const match = packed ?? TIME.exec(text);
  if (!match) return { date: text };
  const parts = packed
    ? {
        date: packed[1] ?? '',
        hour: Number(packed[2]),
        minute: packed[3],
        second: packed[4],
        fraction: undefined,
        zone: packed[5],
      }
    : {
        date: text.slice(0, match.index).trim().replace(/,$/, ''),
        hour: hourOf(Number(match[2]), match[1] ?? match[6]),
        minute: match[3],
        second: match[4],
        fraction: match[5],
        zone: match[7],
      };
  const minute = Number(parts.minute ?? 0);
  const second = Number(parts.second ?? 0);
  const millisecond = Number((parts.fraction ?? '').slice(0, 3).padEnd(3, '0'));
  const midnight = parts.hour === 24 && minute === 0 && second === 0;
  // A leap second is read as the last second of its minute: no system in use keeps it apart.
  const time = {
    hour: parts.hour,
    minute,
    second: Math.min(second, 59),
    millisecond,
    offset: offsetMinutes(parts.zone),
  };
  if ((parts.hour > 23 && !midnight) || minute > 59 || second > 60) return { date: parts.date, impossible: true };
  return { date: parts.date, time };
}
