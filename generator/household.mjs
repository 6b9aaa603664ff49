// Who belongs together without being the same: what must not be joined.
import { givenNameOf, mobileOf, personOf, placeOf, homeOf, surnameOf } from './person.mjs';
import { choices } from './random.mjs';

// More of the hard ones than life has, so that a set of 5,000 has enough of each to count.
const UNITS = choices({ single: 82, couple: 5.5, family: 3, parent: 4, twins: 2, namesakes: 3.5 });
// Name report of 2020: one child has the mother's surname where twelve have the father's.
const MOTHERS_SURNAME = 1 / 13;

/** One or several people who come into the data together. `number` names their groups. */
export function unitOf(context, number) {
  switch (context.random.weighted(UNITS)) {
    case 'couple':
      return coupleOf(context, number);
    case 'family':
      return familyOf(context, number);
    case 'parent':
      return parentOf(context, number);
    case 'twins':
      return twinsOf(context, number);
    case 'namesakes':
      return namesakesOf(context, number);
    default:
      return [personOf(context)];
  }
}

/** Husband and wife at one address, in most cases known by one phone. */
function coupleOf(context, number) {
  const { random } = context;
  const shared = householdOf(random, 0.7);
  const year = random.between(1952, 1998);
  const kinds = [`couple-${number}`];
  return [
    personOf(context, { ...shared(), isMale: true, year, kinds }),
    personOf(context, { ...shared(), isMale: false, year: year + random.between(-3, 6), kinds }),
  ];
}

/** A couple with a child, which has its own group with each of them. */
function familyOf(context, number) {
  const { random } = context;
  const shared = householdOf(random, 0.6);
  const year = random.between(1965, 1988);
  const [withFather, withMother] = [`parent-child-${number}`, `parent-child-${number}m`];
  const father = personOf(context, { ...shared(), isMale: true, year, kinds: [`couple-${number}`, withFather] });
  const mother = personOf(context, {
    ...shared(),
    isMale: false,
    year: year + random.between(-2, 4),
    kinds: [`couple-${number}`, withMother],
  });
  const child = personOf(context, {
    ...shared(),
    surname: random.chance(MOTHERS_SURNAME) ? mother.surname : father.surname,
    year: year + random.between(22, 32),
    kinds: [withFather, withMother],
  });
  return [father, mother, child];
}

/** One parent and a child of the same surname. */
function parentOf(context, number) {
  const { random } = context;
  const shared = householdOf(random, 0.6);
  const surname = surnameOf(random);
  const year = random.between(1950, 1985);
  const kinds = [`parent-child-${number}`];
  return [
    personOf(context, { ...shared(), surname, year, kinds }),
    personOf(context, { ...shared(), surname, year: year + random.between(22, 33), kinds }),
  ];
}

/** Two born on one day whose names differ in one character. */
function twinsOf(context, number) {
  const { random } = context;
  const shared = householdOf(random, 0.85);
  const year = random.between(1970, 2012);
  const isMale = random.chance(0.5);
  const first = personOf(context, {
    ...shared(),
    isMale,
    year,
    given: givenNameOf(random, year, isMale, true),
    kinds: [`twins-${number}`],
  });
  const isAlike = random.chance(0.75) ? isMale : !isMale;
  let given = first.given;
  while (given === first.given) {
    const other = [...givenNameOf(random, year, isAlike, true)];
    given = random.chance(0.7) ? first.given[0] + other[1] : other[0] + first.given[1];
  }
  const { surname, birthDate } = first;
  return [
    first,
    personOf(context, { ...shared(), surname, birthDate, year, isMale: isAlike, given, kinds: first.kinds }),
  ];
}

/** Two or three of one name in one city who have nothing to do with each other. */
function namesakesOf(context, number) {
  const { random } = context;
  const place = placeOf(random);
  const isMale = random.chance(0.5);
  const year = random.between(1960, 2000);
  const first = personOf(context, { place, isMale, year, kinds: [`namesakes-${number}`] });
  const { surname, given, kinds } = first;
  const others = Array.from({ length: random.chance(0.25) ? 2 : 1 }, () => {
    const district = random.chance(0.35) ? first.home.district : random.pick(place.districts);
    const born = random.chance(0.15) ? year : random.between(Math.max(1955, year - 12), Math.min(2004, year + 12));
    return personOf(context, { surname, given, isMale, place, district, year: born, kinds });
  });
  return [first, ...others];
}

/** What people of one household have in common: the door, and by `phoneShare` the phone of everyone. */
function householdOf(random, phoneShare) {
  const place = placeOf(random);
  const home = homeOf(random, place, random.pick(place.districts));
  const familyMobile = mobileOf(random);
  const hasOnePhone = random.chance(phoneShare);
  return () => ({ home, familyMobile, ...(hasOnePhone ? { mobile: familyMobile } : {}) });
}
