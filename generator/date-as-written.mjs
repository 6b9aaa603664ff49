const FILLERS = ['1900-01-01', '1900-01-01', '1900-01-01', '1970-01-01', '1990-01-01'];
const DAY = 86_400_000;

/** A date of birth as somebody may have typed it, always a date of the calendar, in one of the forms that old files mix. */
export function dateAsWritten(random, noise, date) {
  const wrong = noise.one({ filler: 0.03, digit: 0.012, swapped: 0.008, year: 0.008, lunar: 0.008 });
  const [year, month, day] = slipOfDate(random, wrong, date).split('-');
  return random.weighted([
    { value: `${year}-${month}-${day}`, weight: 84 },
    { value: `${year}/${Number(month)}/${Number(day)}`, weight: 10 },
    { value: `${year}年${Number(month)}月${Number(day)}日`, weight: 3 },
    { value: `${year}${month}${day}`, weight: 3 },
  ]);
}

function slipOfDate(random, kind, date) {
  const [year, month, day] = date.split('-');
  switch (kind) {
    case 'filler':
      return random.pick(FILLERS);
    case 'swapped':
      return Number(day) <= 12 ? `${year}-${day}-${month}` : date;
    case 'year':
      // Years of age counted the old way, and births registered in another year.
      return `${Number(year) + (random.chance(0.5) ? 1 : -1)}-${month}-${day}`;
    case 'lunar':
      // Days of the lunar calendar taken for days of the solar one are three to seven weeks early.
      return new Date(Date.parse(date) - random.between(21, 50) * DAY).toISOString().slice(0, 10);
    case 'digit':
      return otherDigit(random, date);
    default:
      return date;
  }
}

function otherDigit(random, date) {
  for (;;) {
    const at = random.pick([2, 3, 5, 6, 8, 9]);
    const other = date.slice(0, at) + random.below(10) + date.slice(at + 1);
    if (other !== date && isDay(other) && other < '2020') return other;
  }
}

function isDay(date) {
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date);
}
