// One row of the file of companies: what somebody typed on some day.
import { companyAsWritten } from './company-name.mjs';
import { contactOf, landlineOf, officeOf } from './company.mjs';
import { TRADES } from './data/companies.mjs';
import { slipOfCharacters, slipOfDigits, slipOfLetters } from './mistakes.mjs';
import { syllablesOf } from './person.mjs';
import { noiseOf, placeAsWritten } from './writing.mjs';

export const COMPANY_HEADER = ['编号', '公司名称', '统一社会信用代码', '电话', '邮箱', '省', '市', '地址', '联系人'];

const PHONE_FILLERS = ['0000000', '00000000', '021-00000000', '13800000000', '无'];

/** The same company some time later: it moved, got another number or other people, or does something else. */
export function later({ random, level }, company) {
  const noise = noiseOf(random, level);
  const next = { ...company };
  if (noise.happens(0.06)) next.phone = landlineOf(random, company.place.areaCode);
  if (noise.happens(0.08)) next.office = officeOf(random);
  if (noise.happens(0.2)) next.contacts = [...company.contacts, contactOf(random)];
  if (noise.happens(0.01)) next.name = { ...company.name, trade: random.weighted(TRADES) };
  return next;
}

/** The cells of a row, without its number, in the order of the header. */
export function companyRecord({ random, level }, company) {
  const noise = noiseOf(random, level);
  const contact = random.pick(company.contacts);
  const place = placeAsWritten(random, company, level);
  return [
    companyAsWritten(random, noise, company.name),
    random.chance(0.55) ? '' : noise.happens(0.02) ? slipOfCode(random, company.creditCode) : company.creditCode,
    random.chance(0.12) ? '' : phoneCell(random, noise, company, contact),
    random.chance(0.5) ? '' : emailCell(random, noise, company, contact),
    place.province,
    place.city,
    random.chance(0.22) ? '' : place.prefix + officeAsWritten(random, noise, company.office),
    random.chance(0.3) ? '' : contactCell(random, noise, contact),
  ];
}

function slipOfCode(random, code) {
  return random.chance(0.2) ? code.toLowerCase() : slipOfDigits(random, code);
}

function phoneCell(random, noise, { phone, place }, contact) {
  const kind = noise.one({ filler: 0.01, mobile: 0.12, slip: 0.02 });
  if (kind === 'filler') return random.pick(PHONE_FILLERS);
  if (kind === 'mobile') return contact.mobile;
  const { areaCode, number } = kind === 'slip' ? { ...phone, number: slipOfDigits(random, phone.number) } : phone;
  const extension = random.chance(0.2)
    ? random.pick(['-', '转', '-', ' ext.']) + random.between(1, 9) + random.digits(random.between(1, 2))
    : '';
  if (areaCode === '400') return random.pick([`400-${number.slice(0, 3)}-${number.slice(3)}`, `400${number}`]);
  const hasHabit = !noise.happens(0.3);
  if (hasHabit) return `${areaCode}-${number}${extension}`;
  return random.weighted([
    { value: `${areaCode}${number}`, weight: 30 },
    { value: `(${areaCode})${number}${extension}`, weight: 18 },
    { value: `（${areaCode}）${number}`, weight: 8 },
    { value: `${areaCode} ${number}`, weight: 12 },
    { value: `+86-${areaCode.slice(1)}-${number}`, weight: 8 },
    { value: `0086${areaCode.slice(1)}${number}`, weight: 4 },
    // Without the area code: who typed it knew where the company is.
    { value: `${number}${extension}`, weight: place.areaCode === areaCode ? 20 : 0 },
  ]);
}

function emailCell(random, noise, { domain }, contact) {
  const own = syllablesOf(contact.surname + contact.given);
  const local = random.pick(['info', 'sales', own.join(''), `${own.slice(1).join('')}.${own[0]}`, 'service']);
  const email = domain.includes('@') ? domain : `${local}@${domain}`;
  switch (noise.one({ filler: 0.01, slip: 0.015, case: 0.02 })) {
    case 'filler':
      return random.pick(['test@test.com', 'none@none.com', '无']);
    case 'slip': {
      const [before, after] = email.split('@');
      return random.chance(0.5)
        ? `${slipOfLetters(random, before)}@${after}`
        : `${before}@${slipOfLetters(random, after)}`;
    }
    case 'case':
      return email.toUpperCase();
    default:
      return email;
  }
}

function officeAsWritten(random, noise, { road, number, house, tower, room }) {
  const left = noise.one({ room: 0.15, house: 0.15, road: 0.08 });
  const street = left === 'road' ? '' : `${road}${number}号`;
  const building = left === 'house' ? '' : house + tower;
  const door = left === 'room' ? '' : random.pick([`${room}室`, `${room}室`, room, `${room.slice(0, -2)}楼${room}`]);
  const written = street + building + door;
  const slip = noise.one({ digit: 0.02, character: 0.02 });
  if (slip === 'digit') return slipOfDigits(random, written);
  return slip === 'character' && street ? written.replace(road, slipOfCharacters(random, road)) : written;
}

function contactCell(random, noise, { surname, given, isMale }) {
  switch (noise.one({ title: 0.15, slip: 0.03 })) {
    case 'title':
      return random.pick([
        `${surname}${isMale ? '先生' : '女士'}`,
        `${surname}经理`,
        `${surname}总`,
        `${surname}${given}${isMale ? '先生' : '女士'}`,
      ]);
    case 'slip':
      return slipOfCharacters(random, surname + given);
    default:
      return surname + given;
  }
}
