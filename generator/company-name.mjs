// Names of companies, true and as people write them.
import { BRAND_CHARACTERS, BRANDS, FORMS, TRADES } from './data/companies.mjs';
import { shortPlace } from './data/places.mjs';
import { toTraditional } from './data/traditional.mjs';
import { slipOfCharacters, slipOfLetters } from './mistakes.mjs';
import { syllablesOf } from './person.mjs';
import { choices } from './random.mjs';
import { toFullWidth } from './writing.mjs';

/** A trade name: half of all from those that many have, the rest made up. */
export function brandOf(random) {
  if (random.chance(0.5)) return random.ranked(BRANDS, 15);
  return (
    random.pick(BRAND_CHARACTERS) +
    random.pick(BRAND_CHARACTERS) +
    (random.chance(0.08) ? random.pick(BRAND_CHARACTERS) : '')
  );
}

/** The parts of a name: `region` + `brand` + `trade` + `form`; `isBracketed`: the region stands in brackets behind the brand. */
export function companyNameOf(random, place, known = {}) {
  const region = random.weighted([
    { value: shortPlace(place.city), weight: 78 },
    { value: place.city, weight: 14 },
    { value: shortPlace(place.province), weight: 8 },
  ]);
  const form = random.weighted(FORMS);
  return {
    region,
    brand: brandOf(random),
    trade: random.weighted(TRADES),
    form,
    isBracketed: random.chance(0.12) && form.endsWith('公司'),
    isGroup: false,
    branch: '',
    ...known,
  };
}

/** The name as it is registered. */
export function officialName({ region, brand, trade, form, isBracketed, isGroup, branch }) {
  const group = isGroup ? '集团' : '';
  const body = isBracketed ? `${brand}（${region}）${trade.full}` : `${region}${brand}${trade.full}`;
  return `${body}${group}${form}${branch}`;
}

/** How somebody who knows the company calls it: brand and trade; a branch keeps what makes it one. */
const shortName = ({ brand, trade, branch }) => brand + trade.short + branch;

/** The name as somebody may have typed it into a customer file. */
export function companyAsWritten(random, noise, name) {
  const whole = noise.one({ short: 0.035, shortWithRegion: 0.02, brand: 0.005, group: 0.008, english: 0.006 });
  const written = whole === undefined ? officialName(varied(random, noise, name)) : shortened(random, whole, name);
  return whole === 'english' ? written : touched(random, noise, written, name.brand);
}

function shortened(random, kind, name) {
  const region = shortPlace(name.region);
  switch (kind) {
    case 'short':
      return shortName(name);
    case 'shortWithRegion':
      return random.chance(0.7) ? region + shortName(name) : `${shortName(name)}(${region})`;
    case 'group':
      return `${name.brand}集团${name.branch}`;
    case 'english':
      return inEnglish(name);
    default:
      return name.brand + name.branch;
  }
}

function inEnglish({ region, brand, trade, branch }) {
  const capital = (text) => text[0].toUpperCase() + text.slice(1);
  // Regions are written in Latin letters only where the reader knows how; brands by their sounds.
  const where = {
    北京: 'Beijing ',
    上海: 'Shanghai ',
    广州: 'Guangzhou ',
    深圳: 'Shenzhen ',
    杭州: 'Hangzhou ',
    南京: 'Nanjing ',
    苏州: 'Suzhou ',
  };
  return `${where[shortPlace(region)] ?? ''}${capital(syllablesOf(brand).join(''))} ${trade.english} Co., Ltd.${branch && ' Branch'}`;
}

/** Legal form and region written otherwise; both may happen in one name. */
function varied(random, noise, name) {
  const { region } = name;
  const form = name.form.endsWith('公司') && noise.happens(0.08) ? otherForm(random, name) : name.form;
  const how = noise.one({ dropped: 0.03, moved: 0.025, full: 0.015 });
  if (how === 'dropped') return { ...name, form, region: '', isBracketed: false };
  if (how === 'moved') return { ...name, form, isBracketed: !name.isBracketed };
  return how === 'full'
    ? { ...name, form, region: region === shortPlace(region) ? `${region}市` : shortPlace(region) }
    : { ...name, form };
}

function otherForm(random, { form, branch }) {
  const other = random.weighted(choices({ 有限公司: 30, 有限责任公司: 20, 公司: 25, '': 25 }));
  return other === form || (other === '' && branch) ? '公司' : other;
}

/** Slips and manners of typing. */
function touched(random, noise, text, brand) {
  const brackets = random.weighted([
    { value: ['（', '）'], weight: 50 },
    { value: ['(', ')'], weight: 50 },
  ]);
  const written = text.replace('（', brackets[0]).replace('）', brackets[1]);
  switch (noise.one({ slip: 0.025, space: 0.012, traditional: 0.01, wide: 0.004, note: 0.006 })) {
    case 'slip':
      // The brand is what input methods do not know; a slip elsewhere is rarer.
      return random.chance(0.7)
        ? written.replace(brand, slipOfCharacters(random, brand))
        : slipOfCharacters(random, written);
    case 'space':
      return random.chance(0.5) ? ` ${written}` : written.replace(brand, `${brand} `);
    case 'traditional':
      return toTraditional(written);
    case 'wide':
      return toFullWidth(written);
    case 'note':
      return `${written}${random.pick(['(老客户)', '（总部）', '-VIP', '(已停用)'])}`;
    default:
      return written;
  }
}

/** The employer in somebody's own row: half in full, half as people say it. */
export function employerAsWritten(random, noise, employer) {
  const written = random.chance(0.6) ? officialName(employer) : shortName(employer);
  if (!noise.happens(0.03)) return written;
  return /[a-z]/i.test(written) ? slipOfLetters(random, written) : slipOfCharacters(random, written);
}
