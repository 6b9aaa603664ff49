// True companies, and companies that belong together without being the same.
import { OFFICES, ROADS, shortPlace } from './data/places.mjs';
import { brandOf, companyNameOf, officialName } from './company-name.mjs';
import { creditCode } from './identifiers.mjs';
import { givenNameOf, mobileOf, placeOf, surnameOf, syllablesOf } from './person.mjs';
import { TRADES } from './data/companies.mjs';
import { choices } from './random.mjs';

const UNITS = choices({ single: 75, branches: 8, shops: 2.5, banks: 1.5, sisters: 6.5, sameBrand: 6.5 });
const RETAIL = new Set(['餐饮管理', '服饰', '医药', '酒店管理', '家具']);
const SEVEN_DIGITS = new Set(['0315', '0535', '0931', '0351', '0771', '0592']);

/** One or several companies that come into the data together. `number` names their groups. */
export function unitOf(context, number) {
  switch (context.random.weighted(UNITS)) {
    case 'branches':
      return branchesOf(context, number);
    case 'shops':
      return shopsOf(context, number);
    case 'banks':
      return banksOf(context, number);
    case 'sisters':
      return sistersOf(context, number);
    case 'sameBrand':
      return sameBrandOf(context, number);
    default:
      return [companyOf(context)];
  }
}

/** A company; what is given in `known` stays, the rest is drawn. */
export function companyOf({ random, taken }, known = {}) {
  const place = known.place ?? placeOf(random);
  const district = random.pick(place.districts);
  const name = known.name ?? nameNotTaken(random, place, taken);
  return {
    place,
    district,
    name,
    creditCode: creditCode(random, district.code),
    phone: known.phone ?? landlineOf(random, place.areaCode),
    domain: known.domain ?? domainOf(random, name.brand),
    office: known.office ?? officeOf(random),
    contacts: Array.from({ length: random.between(1, 3) }, () => contactOf(random)),
    kinds: [...(known.kinds ?? [])],
  };
}

/** Registers refuse a name that is there already. */
function nameNotTaken(random, place, taken) {
  const drawn = {};
  fresh(taken, () => officialName((drawn.name = companyNameOf(random, place))));
  return drawn.name;
}

/** Area code and number of a switchboard. */
export function landlineOf(random, areaCode) {
  return { areaCode, number: `${random.between(2, 8)}${random.digits(SEVEN_DIGITS.has(areaCode) ? 6 : 7)}` };
}

export function officeOf(random) {
  return {
    road: random.ranked(ROADS, 20),
    number: random.between(1, 1999),
    house: random.pick(OFFICES),
    tower: random.pick(['', 'A座', 'B座', '1号楼', '2号楼', '3幢']),
    room: `${random.between(1, 32)}${String(random.between(1, 20)).padStart(2, '0')}`,
  };
}

export function contactOf(random) {
  const isMale = random.chance(0.6);
  const [surname, given] = [surnameOf(random), givenNameOf(random, random.between(1960, 1998), isMale)];
  return { surname, given, isMale, mobile: mobileOf(random) };
}

function domainOf(random, brand) {
  // Three of ten have none of their own and use a mailbox of a provider.
  if (random.chance(0.3))
    return `${random.between(1, 9)}${random.digits(random.between(7, 9))}@${random.pick(['qq.com', 'qq.com', '163.com'])}`;
  const sounds = syllablesOf(brand).join('');
  return `${sounds}${random.pick(['', '', 'group', 'co', '-cn', random.digits(2)])}${random.pick(['.com', '.com', '.cn', '.com.cn'])}`;
}

/** A number for the whole country, as chains have it. */
const hotlineOf = (random) => ({ areaCode: '400', number: `${random.pick(['0', '6', '8'])}${random.digits(6)}` });

function branchesOf(context, number) {
  const { random } = context;
  const kinds = [`branch-${number}`];
  const main = companyOf(context, { kinds, ...(random.chance(0.2) ? { phone: hotlineOf(random) } : {}) });
  main.name = { ...main.name, form: '有限公司' };
  const names = new Set();
  return [
    main,
    ...Array.from({ length: random.between(1, 4) }, () => {
      const place = random.chance(0.45) ? main.place : placeOf(random);
      const where = shortPlace(place.city);
      const district = random.pick(place.districts);
      const branch = fresh(names, () =>
        random.pick([
          `${where}分公司`,
          `${where}第${random.pick('一二三四五六')}分公司`,
          `${shortDistrict(district)}分公司`,
          `${where}办事处`,
          `${shortDistrict(district)}营业部`,
        ]),
      );
      const shares =
        main.phone.areaCode === '400' || (place === main.place && random.chance(0.8)) || random.chance(0.3);
      return companyOf(context, {
        place,
        kinds,
        name: { ...main.name, branch },
        domain: main.domain,
        ...(shares ? { phone: main.phone } : {}),
      });
    }),
  ];
}

function shopsOf(context, number) {
  const { random } = context;
  const kinds = [`branch-${number}`];
  const place = placeOf(random);
  const trade = random.pick(TRADES.filter(({ value }) => RETAIL.has(value.full)));
  const main = companyOf(context, {
    place,
    kinds,
    name: companyNameOf(random, place, { trade: trade.value, form: '有限公司' }),
  });
  const names = new Set();
  return [
    main,
    ...Array.from({ length: random.between(2, 4) }, () => {
      const branch = fresh(names, () =>
        random.chance(0.5)
          ? `第${random.pick('一二三四五六')}分店`
          : `${random.pick(ROADS).replace(/路$/, '')}${random.pick(['店', '路店', '分店'])}`,
      );
      return companyOf(context, {
        place,
        kinds,
        name: { ...main.name, branch },
        domain: main.domain,
        ...(random.chance(0.7) ? { phone: main.phone } : {}),
      });
    }),
  ];
}

function banksOf(context, number) {
  const { random } = context;
  const kinds = [`branch-${number}`];
  const place = placeOf(random);
  const trade = { full: random.pick(['银行', '农村商业银行', '村镇银行']), short: '银行', english: 'Bank' };
  const name = companyNameOf(random, place, {
    brand: brandOf(random),
    trade,
    form: '股份有限公司',
    isBracketed: false,
  });
  const main = companyOf(context, { place, kinds, name });
  const names = new Set();
  return [
    main,
    ...Array.from({ length: random.between(2, 4) }, () => {
      const district = random.pick(place.districts);
      const branch = fresh(
        names,
        () => `${random.pick([shortDistrict(district), random.pick(ROADS).replace(/路$/, '')])}支行`,
      );
      return companyOf(context, {
        place,
        kinds,
        name: { ...main.name, branch },
        domain: main.domain,
        ...(random.chance(0.5) ? { phone: main.phone } : {}),
      });
    }),
  ];
}

/** Companies of one group: one brand, another trade or another province. */
function sistersOf(context, number) {
  const { random } = context;
  const kinds = [`sister-${number}`];
  const place = placeOf(random);
  const main = companyOf(context, {
    place,
    kinds,
    name: companyNameOf(random, place, { isGroup: random.chance(0.6), form: '有限公司' }),
  });
  const names = new Set([main.name.trade.full + place.city]);
  return [
    main,
    ...Array.from({ length: random.between(1, 3) }, () => {
      const drawn = {};
      fresh(names, () => {
        drawn.place = random.chance(0.5) ? place : placeOf(random);
        drawn.trade = drawn.place === place || random.chance(0.4) ? random.weighted(TRADES) : main.name.trade;
        return drawn.trade.full + drawn.place.city;
      });
      const name = companyNameOf(random, drawn.place, { brand: main.name.brand, trade: drawn.trade });
      const isNextDoor = drawn.place === place && random.chance(0.5);
      return companyOf(context, {
        place: drawn.place,
        kinds,
        name,
        domain: main.domain,
        ...(isNextDoor ? { phone: main.phone, office: main.office } : {}),
      });
    }),
  ];
}

/** Companies that chose the same brand for the same trade in different cities and do not know each other. */
function sameBrandOf(context, number) {
  const { random } = context;
  const kinds = [`samebrand-${number}`];
  const first = companyOf(context, { kinds });
  const cities = new Set([first.place.city]);
  return [
    first,
    ...Array.from({ length: random.chance(0.3) ? 2 : 1 }, () => {
      let place;
      fresh(cities, () => (place = placeOf(random)).city);
      const name = companyNameOf(random, place, { brand: first.name.brand, trade: first.name.trade });
      return companyOf(context, { place, kinds, name });
    }),
  ];
}

const shortDistrict = ({ name }) => name.replace(/(回族区|新区|区)$/, '');

/** What `draw` gives, drawn again while it was there before. */
function fresh(before, draw) {
  let value = draw();
  while (before.has(value)) value = draw();
  before.add(value);
  return value;
}
