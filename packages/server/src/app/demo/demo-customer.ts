import { type ChineseName, drawChineseName } from './chinese-names.ts';
import { drawEnglishName } from './english-names.ts';
import { type Company, drawCompany } from './organisations.ts';
import { digits, drawFixedLine, drawMobile, drawMobileAbroad } from './phones.ts';
import { drawChinesePlace, drawPlaceAbroad, type Place } from './places.ts';
import { type Random, randomFor } from './random.ts';
import { romanise } from './romanise.ts';

/** The truth about one made-up customer, before any source wrote it down. */
export interface DemoCustomer {
  readonly index: number;
  /** The company; undefined for a private person. The person is then its contact. */
  readonly company: Company | undefined;
  readonly isForeign: boolean;
  readonly family: string;
  readonly given: string;
  readonly gender: 'MALE' | 'FEMALE';
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly mobile: string;
  readonly fixedLine: string | undefined;
  readonly email: string | undefined;
  readonly wechat: string | undefined;
  readonly employer: string | undefined;
  readonly jobTitle: string;
  readonly place: Place;
  readonly grade: 'A' | 'B' | 'C' | 'D';
  readonly tags: readonly string[];
  /** Whether the old system knew the customer; undefined means that it did not. */
  readonly isInCrm: boolean;
  /** Share of the two years after which the web shop came to know the customer; undefined: never. */
  readonly webFrom: number | undefined;
  /** The same for the stores. */
  readonly storeFrom: number | undefined;
}

const TITLES = '经理,主管,工程师,教师,医生,设计师,会计,销售,顾问,职员,总监,律师,店长,护士,程序员'.split(',');
const CONTACT_TITLES = '采购经理,行政主管,总经理,采购专员,办公室主任,运营总监,项目经理'.split(',');
const TITLES_ABROAD = 'Manager,Engineer,Teacher,Designer,Consultant,Nurse,Analyst,Architect,Director,Student'.split(
  ',',
);
const TAGS = '新居装修,母婴家庭,礼品采购,茶友,老客户介绍,会员日常客,关注促销,企业团购,民宿业主,设计师渠道'.split(',');

/** The customer of an index: always the same one, whatever the size of the demo. */
export function demoCustomer(index: number): DemoCustomer {
  const random = randomFor('customer', index);
  const isCompany = random.chance(0.12);
  const isForeign = !isCompany && random.chance(0.1);
  const gender = random.chance(0.54) ? 'FEMALE' : 'MALE';
  const born = Math.round(Math.min(2006, Math.max(1945, 1987 + 12 * random.normal())));
  const place = isForeign ? drawPlaceAbroad(random) : drawChinesePlace(random);
  const name: ChineseName = isForeign ? drawEnglishName(random, gender) : drawChineseName(random, gender, born);
  const company = isCompany ? drawCompany(random, place, index) : undefined;
  const latin = romanise(name);
  return {
    index,
    company,
    isForeign,
    ...name,
    gender,
    birthDate: `${born}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`,
    mobile: isForeign ? drawMobileAbroad(random, place.country) : drawMobile(random),
    fixedLine:
      place.areaCode && random.chance(isCompany ? 0.8 : 0.12) ? drawFixedLine(random, place.areaCode) : undefined,
    email: random.chance(isForeign ? 0.97 : 0.6) ? drawEmail(random, latin, company) : undefined,
    wechat: !isForeign && random.chance(0.45) ? drawWechat(random, latin) : undefined,
    employer: !isForeign && random.chance(0.4) ? drawCompany(random, place, index).name : undefined,
    jobTitle: random.pick(isCompany ? CONTACT_TITLES : isForeign ? TITLES_ABROAD : TITLES),
    place,
    grade: random.weighted([
      ['A', 8],
      ['B', 22],
      ['C', 45],
      ['D', 25],
    ]),
    tags: TAGS.filter(() => random.chance(0.09)),
    ...channelsOf(random, isCompany, isForeign),
  };
}

function channelsOf(random: Random, isCompany: boolean, isForeign: boolean) {
  const isInCrm = random.chance(isCompany ? 0.85 : isForeign ? 0.05 : 0.45);
  // Newcomers arrive ever faster: the company grows.
  const joined = dayShare(random.next() ** 0.75);
  const late = (probability: number) => (random.chance(probability) ? dayShare(random.next()) : undefined);
  if (isInCrm) {
    return { isInCrm, webFrom: isCompany ? undefined : late(0.4), storeFrom: late(isCompany ? 0.05 : 0.25) };
  }
  const later = random.chance(0.3) ? joined + (1 - joined) * random.next() : undefined;
  const isWebFirst = isForeign || random.chance(0.6);
  return {
    isInCrm,
    webFrom: isWebFirst ? joined : later,
    storeFrom: isWebFirst && !isForeign ? later : isForeign ? undefined : joined,
  };
}

// The first days belong to the old system's data alone.
function dayShare(share: number): number {
  return 0.01 + share * 0.985;
}

function drawEmail(random: Random, latin: string, company: Company | undefined): string {
  const domain =
    company?.domain ??
    random.weighted([
      ['qq.example', 40],
      ['163.example', 30],
      ['mail.example', 30],
    ]);
  if (domain === 'qq.example') return `${random.between(1, 9)}${digits(random, random.between(7, 9))}@${domain}`;
  return `${latin}${random.chance(0.6) ? digits(random, random.between(2, 4)) : ''}@${domain}`;
}

function drawWechat(random: Random, latin: string): string {
  return `${random.pick(['wx_', '', ''])}${latin}${random.pick(['_', ''])}${digits(random, 4)}`.slice(0, 20);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
