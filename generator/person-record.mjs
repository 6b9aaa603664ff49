// One row of the customer file: what somebody typed of a person on some day.
import { slipOfDigits, slipOfLetters } from './mistakes.mjs';
import { dateAsWritten } from './date-as-written.mjs';
import { employerAsWritten } from './company-name.mjs';
import { emailOf, homeOf, mobileOf, placeOf } from './person.mjs';
import { nameAsWritten } from './name-as-written.mjs';
import { homeAsWritten, mobileAsWritten, noiseOf, placeAsWritten } from './writing.mjs';

export const PERSON_HEADER = [
  '编号',
  '姓名',
  '性别',
  '出生日期',
  '手机',
  '邮箱',
  '身份证号',
  '省',
  '市',
  '区',
  '地址',
  '工作单位',
];

const MOBILE_FILLERS = ['13800000000', '13800000000', '13800138000', '11111111111', '12345678901', '无', '0'];
const EMAIL_FILLERS = ['test@test.com', 'test@test.com', '123@qq.com', 'none@none.com', '无'];
const NO_EMPLOYER = ['个体', '退休', '自由职业', '无'];
const DOMAIN_TYPOS = {
  'qq.com': ['qq.con', 'qq.cm', 'qq.cn', 'q.com'],
  '163.com': ['163.con', '136.com', '163.cm'],
  '126.com': ['126.con', '126.cm'],
  'gmail.com': ['gmial.com', 'gmail.con', 'gamil.com'],
  'hotmail.com': ['hotmial.com', 'hotmail.con'],
  'outlook.com': ['outlok.com', 'outlook.con'],
  'sina.com': ['sina.con', 'sina.cn'],
};

/** The same person some time later: people change their number, mailbox, home and work. */
export function later({ random, employers, level }, person) {
  const noise = noiseOf(random, level);
  const next = { ...person };
  if (noise.happens(0.07)) next.mobile = mobileOf(random);
  if (person.email && noise.happens(0.12)) next.email = emailOf(random, next);
  if (noise.happens(0.08)) {
    const place = random.chance(0.8) ? person.home.place : placeOf(random);
    next.home = homeOf(random, place, random.pick(place.districts));
  }
  if (person.employer && noise.happens(0.15)) next.employer = random.ranked(employers, 8);
  return next;
}

/** The cells of a row, without its number, in the order of the header. */
export function personRecord(context, person) {
  const { random, level } = context;
  const noise = noiseOf(random, level);
  const hasAddress = !random.chance(0.25);
  const place = placeAsWritten(random, person.home, level);
  const mobile = mobileCell(context, noise, person);
  const email = emailCell(random, noise, person);
  const id = idCell(random, noise, person);
  const isReachable = /\d{7}/.test(mobile) || email !== '' || id !== '' || hasAddress;
  return [
    nameAsWritten(random, noise, person),
    random.chance(0.12) ? '' : person.isMale !== noise.happens(0.007) ? '男' : '女',
    random.chance(0.3) ? '' : dateAsWritten(random, noise, person.birthDate),
    isReachable ? mobile : person.mobile,
    email,
    id,
    place.province,
    place.city,
    place.district,
    hasAddress ? place.prefix + homeAsWritten(random, person.home, level) : '',
    employerCell(random, noise, person),
  ];
}

function mobileCell({ random, shopNumbers }, noise, person) {
  if (random.chance(0.05)) return '';
  const own = person.familyMobile && random.chance(0.05) ? person.familyMobile : person.mobile;
  const kind = noise.one({ filler: 0.015, shop: 0.004, slip: 0.02, form: 0.05 });
  if (kind === 'filler') return random.pick(MOBILE_FILLERS);
  if (kind === 'shop') return random.pick(shopNumbers);
  if (kind === 'slip') return slipOfDigits(random, own);
  return kind === 'form' ? mobileAsWritten(random, own) : own;
}

function emailCell(random, noise, { email }) {
  if (!email || random.chance(0.45)) return '';
  const [local, domain] = email.split('@');
  switch (noise.one({ filler: 0.012, domain: 0.012, slip: 0.015, case: 0.03, alias: 0.01 })) {
    case 'filler':
      return random.pick(EMAIL_FILLERS);
    case 'domain':
      return `${local}@${random.pick(DOMAIN_TYPOS[domain] ?? [domain.replace('com', 'con')])}`;
    case 'slip':
      return `${/^\d+$/.test(local) ? slipOfDigits(random, local) : slipOfLetters(random, local)}@${domain}`;
    case 'case':
      return random.chance(0.5) ? email.toUpperCase() : `${local[0].toUpperCase()}${local.slice(1)}@${domain}`;
    case 'alias':
      return aliasOf(random, local, domain);
    default:
      return email;
  }
}

// Only where the provider delivers it to the same mailbox.
function aliasOf(random, local, domain) {
  if (domain === 'gmail.com' && random.chance(0.5)) return `${local[0]}.${local.slice(1)}@gmail.com`;
  if (domain === 'qq.com') return `${local}@vip.qq.com`;
  return /gmail|outlook|hotmail/.test(domain)
    ? `${local}+${random.pick(['shop', 'vip', 'work'])}@${domain}`
    : `${local}@${domain}`;
}

function idCell(random, noise, { residentId }) {
  if (random.chance(0.6)) return '';
  const kind = noise.one({ slip: 0.018, form: 0.04 });
  if (kind === 'slip') return slipOfDigits(random, residentId);
  if (kind !== 'form') return residentId;
  // Before 2013 identity cards of the first generation were still in use: 15 digits.
  const isOld = residentId.slice(6, 10) < '1985' && random.chance(0.3);
  return isOld
    ? residentId.slice(0, 6) + residentId.slice(8, 17)
    : random.chance(0.5)
      ? residentId.toLowerCase()
      : ` ${residentId}`;
}

function employerCell(random, noise, { employer }) {
  if (random.chance(0.6)) return '';
  if (!employer) return random.pick(['学生', '']);
  if (noise.happens(0.05)) return random.pick(NO_EMPLOYER);
  return employerAsWritten(random, noise, employer);
}
