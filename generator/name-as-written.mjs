import { toTraditional } from './data/traditional.mjs';
import { slipOfCharacters, slipOfLetters } from './mistakes.mjs';
import { syllablesOf } from './person.mjs';

const KINDS = {
  slip: 0.035,
  space: 0.015,
  pinyin: 0.012,
  title: 0.012,
  traditional: 0.01,
  surnameAndTitle: 0.008,
  givenOnly: 0.005,
  nickname: 0.003,
};

/** A person's name as somebody may have typed it. */
export function nameAsWritten(random, noise, person) {
  const { surname, given, isMale } = person;
  const name = surname + given;
  switch (noise.one(KINDS)) {
    case 'slip':
      return slipOfCharacters(random, name);
    case 'space':
      return random.pick([`${surname} ${given}`, `${surname}\u3000${given}`, `${[...name].join(' ')}`, ` ${name}`]);
    case 'pinyin':
      return inLatin(random, noise, surname, given);
    case 'title':
      return `${name}${courtesy(random, isMale)}`;
    case 'traditional':
      return toTraditional(name);
    case 'surnameAndTitle':
      return `${surname}${random.chance(0.8) ? courtesy(random, isMale) : random.pick(['总', '经理', '老师'])}`;
    case 'givenOnly':
      return given;
    case 'nickname':
      return random.pick([`小${surname}`, `老${surname}`, `阿${[...given].at(-1)}`, `小${[...given].at(-1)}`]);
    default:
      return name;
  }
}

function courtesy(random, isMale) {
  if (isMale) return '先生';
  return random.chance(0.6) ? '女士' : '小姐';
}

function inLatin(random, noise, surname, given) {
  const capital = (text) => text[0].toUpperCase() + text.slice(1);
  const family = capital(syllablesOf(surname).join(''));
  const own = syllablesOf(given);
  const written = random.weighted([
    { value: `${family} ${capital(own.join(''))}`, weight: 30 },
    { value: `${capital(own.join(''))} ${family}`, weight: 30 },
    { value: `${family.toUpperCase()} ${own.join('').toUpperCase()}`, weight: 15 },
    { value: `${family} ${own.map(capital).join(' ')}`, weight: 8 },
    { value: `${own.map(capital).join('-')} ${family}`, weight: 5 },
    { value: `${family}${own.join('')}`.toLowerCase(), weight: 12 },
  ]);
  return noise.happens(0.05) ? slipOfLetters(random, written) : written;
}
