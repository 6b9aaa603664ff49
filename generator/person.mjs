// True people, before anybody types them.
import { ESTATES, PLACES, ROADS } from './data/places.mjs';
import { GENERATIONS } from './data/given-names.mjs';
import { SURNAMES } from './data/surnames.mjs';
import { pinyinOf } from './data/syllables.mjs';
import { residentId } from './identifiers.mjs';
import { shares } from './random.mjs';

const PREFIXES = shares(
  '138:6 139:6 135:5 136:5 137:5 150:4 151:4 152:3 158:4 159:4 182:3 183:3 187:3 188:3 178:2 130:3 131:3 132:3 155:2 156:2 185:2 186:3 176:2 133:3 153:2 180:2 181:2 189:3 177:2 199:1',
);
const MAILBOXES = shares(
  'qq.com:44 163.com:22 126.com:9 sina.com:6 139.com:5 gmail.com:4 outlook.com:3 hotmail.com:3 foxmail.com:2 sohu.com:2',
);
const CHARACTER_FLATNESS = 12;
// Born later: no mailbox and no number of their own; no employer yet.
const CHILDREN_SINCE = 2009;
const STUDENTS_SINCE = 2004;

/** A surname by its share of the population. */
export const surnameOf = (random) => random.weighted(SURNAMES);

/** A given name as it was usual when and for whom it was given. */
export function givenNameOf(random, year, isMale, needsTwo = false) {
  const generation = GENERATIONS.find(({ until }) => year <= until) ?? GENERATIONS.at(-1);
  const { characters, names } = isMale ? generation.male : generation.female;
  if (!needsTwo && random.chance(generation.single)) return random.ranked(characters, CHARACTER_FLATNESS);
  if (random.chance(0.3)) return random.ranked(names.split(' '), CHARACTER_FLATNESS);
  return random.ranked(characters, CHARACTER_FLATNESS) + random.ranked(characters, CHARACTER_FLATNESS);
}

/** Syllables of a name, for mailboxes and for people who write it in Latin letters. */
export const syllablesOf = (text) => [...text].map(pinyinOf);

export const mobileOf = (random) => random.weighted(PREFIXES) + random.digits(8);

/** A mailbox with one of the large providers. */
export function emailOf(random, { surname, given, birthDate, mobile }) {
  const provider = random.weighted(MAILBOXES);
  if (provider === 'qq.com') return `${random.between(1, 9)}${random.digits(random.between(6, 9))}@qq.com`;
  if (provider === '139.com') return `${mobile}@139.com`;
  const [family, own] = [syllablesOf(surname).join(''), syllablesOf(given)];
  const [year, month, day] = birthDate.split('-');
  const initials = own.map(([first]) => first).join('');
  const local = random.pick([
    `${family}${own.join('')}`,
    `${own.join('')}.${family}`,
    `${family}${initials}`,
    `${family}_${own.join('')}`,
    `${initials}${family}`,
  ]);
  return `${local}${random.pick(['', year, year.slice(2), month + day, random.digits(2), random.digits(3)])}@${provider}`;
}

/** A home: where, and which door. */
export function homeOf(random, place, district) {
  return {
    place,
    district,
    road: random.ranked(ROADS, 20),
    number: random.between(1, 699),
    estate: random.ranked(ESTATES, 15),
    building: random.between(1, 32),
    unit: random.between(1, 4),
    room: `${random.between(1, 28)}${String(random.between(1, 4)).padStart(2, '0')}`,
  };
}

export const placeOf = (random) => random.weighted(PLACES);

/** A day in a year that every month has. */
export function birthDateOf(random, year) {
  return `${year}-${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`;
}

/**
 * A person; what is given in `known` stays, the rest is drawn.
 * @param {object} context `random`, and `employers` to draw from
 */
export function personOf({ random, employers }, known = {}) {
  const isMale = known.isMale ?? random.chance(0.51);
  const year = known.year ?? random.between(1950, 2004);
  const birthDate = known.birthDate ?? birthDateOf(random, year);
  const place = known.home?.place ?? known.place ?? placeOf(random);
  const surname = known.surname ?? surnameOf(random);
  const given = known.given ?? givenNameOf(random, year, isMale);
  // Two of three were born where they live.
  const origin = random.chance(0.67) ? place : placeOf(random);
  const isChild = year > CHILDREN_SINCE;
  const mobile = known.mobile ?? (isChild && known.familyMobile ? known.familyMobile : mobileOf(random));
  const person = { surname, given, isMale, birthDate, mobile };
  return {
    ...person,
    residentId: residentId(random, { district: random.pick(origin.districts).code, birthDate, isMale }),
    email: isChild ? '' : emailOf(random, person),
    home: known.home ?? homeOf(random, place, known.district ?? random.pick(place.districts)),
    employer: year > STUDENTS_SINCE ? '' : random.ranked(employers, 8),
    familyMobile: known.familyMobile ?? '',
    kinds: [...(known.kinds ?? [])],
  };
}
