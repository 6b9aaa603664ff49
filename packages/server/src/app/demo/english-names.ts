import type { Random } from './random.ts';

const FAMILY =
  'Smith,Johnson,Williams,Brown,Jones,Garcia,Miller,Davis,Martinez,Taylor,Anderson,Thomas,Moore,Jackson,Martin,Lee,White,Harris,Clark,Lewis,Robinson,Walker,Young,Allen,King,Wright,Scott,Hill,Green,Adams,Baker,Hall,Campbell,Mitchell,Carter,Roberts,Evans,Murphy,Kelly,Cooper,Tan,Lim,Ng,Wong,O’Brien,Müller,Schmidt,Dubois,Rossi,Kowalski'.split(
    ',',
  );
const MALE =
  'James,Robert,John,Michael,David,William,Richard,Thomas,Daniel,Matthew,Mark,Paul,Andrew,Kevin,George,Edward,Peter,Jack,Oliver,Harry,Noah,Liam,Lucas,Ethan,Benjamin'.split(
    ',',
  );
const FEMALE =
  'Mary,Patricia,Jennifer,Linda,Elizabeth,Susan,Jessica,Sarah,Karen,Lisa,Emily,Emma,Olivia,Amelia,Sophie,Grace,Chloe,Charlotte,Hannah,Lucy,Anna,Julia,Rachel,Laura,Zoë'.split(
    ',',
  );

/** An English-speaking person's name. */
export interface EnglishName {
  readonly family: string;
  readonly given: string;
}

/** Draws a name of an English-speaking customer; common ones come up more often. */
export function drawEnglishName(random: Random, gender: 'MALE' | 'FEMALE'): EnglishName {
  const skewed = <T>(list: readonly T[]) => list[Math.floor(list.length * random.next() ** 1.5)];
  return { family: skewed(FAMILY) ?? 'Smith', given: skewed(gender === 'MALE' ? MALE : FEMALE) ?? 'Alex' };
}
