// How one true value is written by different hands: what is in order in all of them.
import { shortPlace } from './data/places.mjs';
import { slipOfCharacters, slipOfDigits } from './mistakes.mjs';
import { choices } from './random.mjs';

/**
 * Chance of what is not as it should be: all probabilities times the level of errors.
 * `one({ kind: probability, … })` is one of the kinds, or undefined for a clean value.
 */
export function noiseOf(random, level) {
  const happens = (probability) => random.chance(Math.min(1, probability * level));
  const one = (kinds) => {
    const all = Object.values(kinds).reduce((sum, probability) => sum + probability, 0);
    return happens(all) ? random.weighted(choices(kinds)) : undefined;
  };
  return { happens, one };
}

/** A mobile number with the spaces and signs people put into it. */
export function mobileAsWritten(random, mobile) {
  const [a, b, c] = [mobile.slice(0, 3), mobile.slice(3, 7), mobile.slice(7)];
  return random.weighted([
    { value: `${a} ${b} ${c}`, weight: 30 },
    { value: `${a}-${b}-${c}`, weight: 25 },
    { value: `+86${mobile}`, weight: 10 },
    { value: `+86 ${mobile}`, weight: 8 },
    { value: `86${mobile}`, weight: 7 },
    { value: `0${mobile}`, weight: 6 },
    { value: toFullWidth(mobile), weight: 4 },
    { value: ` ${mobile}`, weight: 10 },
  ]);
}

/** ASCII in the wide forms that Chinese input gives when switched wrongly. */
export const toFullWidth = (text) =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

/** Province, city and district: in their columns, and what of them is repeated before the street. */
export function placeAsWritten(random, { place, district }, level) {
  const noise = noiseOf(random, level);
  const column = (name, missing) => (random.chance(missing) ? '' : noise.happens(0.15) ? shortPlace(name) : name);
  const isMunicipality = place.province === place.city;
  const ownDistrict =
    noise.happens(0.08) && district.name.length > 2 ? district.name.replace(/区$/, '') : district.name;
  const province = isMunicipality ? '' : noise.happens(0.25) ? shortPlace(place.province) : place.province;
  const city = noise.happens(0.25) ? shortPlace(place.city) : place.city;
  const prefix = random.weighted([
    { value: '', weight: 50 },
    { value: province + city + district.name, weight: 28 },
    { value: city + district.name, weight: 14 },
    { value: district.name, weight: 8 },
  ]);
  return {
    province: column(place.province, 0.12),
    city: column(place.city, 0.08),
    district: random.chance(0.22) ? '' : ownDistrict,
    prefix,
  };
}

/** Street, estate and door of a home in one of the usual forms, with what somebody leaves out. */
export function homeAsWritten(random, home, level) {
  const noise = noiseOf(random, level);
  const { building, unit, room } = home;
  const door = random.weighted([
    { value: `${building}号楼${unit}单元${room}`, weight: 24 },
    { value: `${building}号楼${unit}单元${room}室`, weight: 20 },
    { value: `${building}栋${unit}单元${room}室`, weight: 12 },
    { value: `${building}-${unit}-${room}`, weight: 22 },
    { value: `${building}幢${room}室`, weight: 10 },
    { value: `${building}#${room}`, weight: 5 },
    { value: `${building}号楼${room}`, weight: 7 },
  ]);
  const left = noise.one({ road: 0.18, estate: 0.22, door: 0.1, number: 0.05 });
  const road = left === 'road' ? '' : left === 'number' ? home.road : `${home.road}${home.number}号`;
  const estate = left === 'estate' ? '' : home.estate;
  const written = `${road}${estate}${left === 'door' ? '' : door}`;
  const slip = noise.one({ digit: 0.02, character: 0.03, space: 0.02 });
  if (slip === 'digit') return slipOfDigits(random, written);
  if (slip === 'character') return slipIn(random, written, road ? home.road : estate);
  return slip === 'space' ? `${road} ${estate} ${left === 'door' ? '' : door}`.trim() : written;
}

/** A wrong character in the part of a text that is a name. */
function slipIn(random, text, name) {
  return name ? text.replace(name, slipOfCharacters(random, name)) : text;
}
