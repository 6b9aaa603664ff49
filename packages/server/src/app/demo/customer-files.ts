import { dayCell, nameCell, phoneCell, record, textCell } from './cells.ts';
import { dayAfter, instantOn, localText } from './calendar.ts';
import type { DemoCustomer } from './demo-customer.ts';
import { digits } from './phones.ts';
import type { Population } from './population.ts';
import { type Random, randomFor } from './random.ts';
import { duplicatesOf, nameOf, type Told, toldTo } from './told.ts';

/** The rows of a made-up file, as text. */
export type Rows = Generator<string>;

const STAGES: readonly (readonly [string, number])[] = [
  ['客户', 46],
  ['忠诚客户', 14],
  ['潜在客户', 14],
  ['线索', 8],
  ['沉睡客户', 14],
  ['流失客户', 4],
];
const NOTES = [
  '电话里说周末再联系',
  '喜欢浅色系',
  '对价格敏感',
  '要求开专票',
  '由老客户介绍',
  '曾投诉送货慢，已处理',
  '每年春节前订礼盒',
];

/** The private customers of the old system, as it exported them. */
export function* crmPersons(people: Population): Rows {
  yield record(
    '客户编号,姓名,性别,出生日期,手机,备用电话,邮箱,微信号,工作单位,职务,省份,城市,联系地址,客户等级,客户阶段,标签,备注,来源渠道,建档日期'.split(
      ',',
    ),
  );
  for (const [customer, told, random, copy] of recordsOf('crm', people, (one) => one.isInCrm && !one.company)) {
    const { place } = told;
    const isBroken = random.chance(0.004);
    yield record([
      isBroken ? `1.0${random.between(10, 99)}E+12` : crmNumber(customer.index, copy),
      nameCell(random, told.person),
      textCell(random, told.gender && { MALE: '男', FEMALE: random.chance(0.1) ? 'F' : '女' }[told.gender]),
      dayCell(random, told.birthDate),
      phoneCell(random, told.mobile, told.person),
      customer.fixedLine ?? '',
      told.email ?? '',
      textCell(random, told.wechat),
      told.employer ?? '',
      textCell(random, told.employer && customer.jobTitle),
      place ? shortened(random, place.province) : '',
      place?.city ?? '',
      place ? place.district + place.line : textCell(random, undefined),
      `${customer.grade} 级`,
      random.weighted(STAGES),
      customer.tags.join('、'),
      random.chance(0.12) ? random.pick(NOTES) : '',
      random.pick(['门店', '电话', '展会', '老客户介绍', '网络']),
      `20${random.between(16, 24)}-0${random.between(1, 9)}-1${random.between(0, 9)}`,
    ]);
    // A remark that somebody typed below the customer: a row that names nobody.
    if (random.chance(0.003)) yield record(['', '', ...Array<string>(14).fill(''), '同上，见附件', '', '']);
  }
}

/** The business customers of the old system with their contact persons, under a title as reports have it. */
export function* crmCompanies(people: Population): Rows {
  yield '企业客户档案表\r\n';
  yield record(
    '客户编号,单位名称,统一社会信用代码,行业,规模,联系人,联系人职务,手机,座机,邮箱,地址,客户等级,客户阶段,标签,备注'.split(
      ',',
    ),
  );
  for (const [customer, told, random, copy] of recordsOf('crm', people, (one) => one.isInCrm && !!one.company)) {
    const { company } = customer;
    yield record([
      crmNumber(customer.index, copy),
      told.company ?? '',
      random.chance(0.85) ? damagedCode(random, company?.creditCode ?? '') : '',
      textCell(random, random.chance(0.9) ? company?.industryName : undefined),
      textCell(random, random.chance(0.8) ? company?.size : undefined),
      nameCell(random, told.person),
      customer.jobTitle,
      phoneCell(random, told.mobile, told.person),
      customer.fixedLine ?? '',
      told.email ?? '',
      told.place ? told.place.province + told.place.city + told.place.district + told.place.line : '',
      `${customer.grade} 级`,
      random.weighted(STAGES),
      customer.tags.join('、'),
      random.chance(0.2) ? random.pick(NOTES) : '',
    ]);
  }
}

/** Who signed up in the web shop between two instants (ms). */
export function* webMembers(people: Population, from: number, until: number): Rows {
  yield record(
    'user id,full name,email,mobile,gender,birthday,country,province,city,address,postcode,registered at'.split(','),
  );
  for (const [customer, told, random, copy] of recordsOf('web', people, (one) => isWithin(one.webFrom, from, until))) {
    const place = told.place ?? { country: '', province: '', city: '', district: '', line: '', postalCode: '' };
    const name = told.company ?? told.person;
    yield record([
      webNumber(customer.index, copy),
      random.chance(0.04) ? name.toLowerCase() : name,
      told.email ?? '',
      phoneCell(random, told.mobile, told.person),
      random.chance(0.4) ? '' : told.gender === 'MALE' ? 'male' : 'female',
      random.chance(0.5) ? (told.birthDate ?? '') : '',
      random.chance(0.5)
        ? place.country
        : ({ CN: 'China', US: 'USA', GB: 'United Kingdom' }[place.country] ?? place.country),
      place.province,
      place.city,
      place.district + place.line,
      place.postalCode,
      localText(instantOn(dayAfter(customer.webFrom ?? 0), random.between(8, 23), random.between(0, 59))),
    ]);
  }
}

/** Who left name and number in a store between two instants (ms), typed by the staff there. */
export function* storeVisits(people: Population, from: number, until: number): Rows {
  yield record('登记日期,姓名,联系电话,微信,地址,门店,意向,备注'.split(','), '\t');
  for (const [customer, told, random] of recordsOf('store', people, (one) => isWithin(one.storeFrom, from, until))) {
    const { place } = told;
    yield record(
      [
        localText(instantOn(dayAfter(customer.storeFrom ?? 0), random.between(10, 20), 0)).slice(0, 10),
        nameCell(
          random,
          random.chance(0.1) ? `${customer.family}${customer.gender === 'MALE' ? '先生' : '女士'}` : told.person,
        ),
        phoneCell(random, random.chance(0.04) ? `11111111111` : told.mobile, told.person),
        textCell(random, random.chance(0.5) ? told.wechat : undefined),
        place ? random.pick([place.city + place.district + place.line, place.city + place.line, place.district]) : '',
        storeOf(customer),
        random.pick(['茶具', '床品', '灯具', '礼盒', '收纳', '']),
        random.chance(0.1) ? random.pick(NOTES) : '',
      ],
      '\t',
    );
  }
}

function* recordsOf(
  source: string,
  people: Population,
  isIn: (customer: DemoCustomer) => boolean,
): Generator<readonly [DemoCustomer, Told, Random, number]> {
  for (const customer of people.all()) {
    if (!isIn(customer)) continue;
    const { index } = customer;
    const copies = duplicatesOf(source, index);
    for (let copy = 0; copy <= copies; copy++)
      yield [customer, toldTo(source, customer, copy), randomFor('hand', source, index, copy), copy];
  }
}

function isWithin(share: number | undefined, from: number, until: number): boolean {
  if (share === undefined) return false;
  const day = dayAfter(share);
  return day >= from && day < until;
}

function shortened(random: Random, province: string): string {
  return random.chance(0.3) ? province.replace(/省|市|(壮族|维吾尔)?自治区/, '') : province;
}

function damagedCode(random: Random, code: string): string {
  return random.chance(0.03) ? code.slice(0, -2) + digits(random, 2) : code;
}

/** The old system's number of a customer. */
export function crmNumber(index: number, copy = 0): string {
  return `KH${String(index * 7 + 100_001 + copy).padStart(7, '0')}`;
}
/** The web shop's number of a member. */
export function webNumber(index: number, copy = 0): string {
  return `M${String(index * 5 + 200_003 + copy)}`;
}
/** The store a customer goes to. */
export function storeOf({ index }: DemoCustomer): string {
  return ['西湖店', '南京东路店', '金鸡湖店', '天河店'][index % 4] ?? '西湖店';
}
/** The name under which a store's till knows a customer. */
export const tillName = nameOf;
