import { USUAL_WORDS } from './usual-words.ts';

/**
 * What a guesser who knows the lists of leaked passwords and how people vary them must try at least. A password of twelve random
 * letters takes more than a hundred times as many; a word, a year and an exclamation mark take fewer.
 */
const FEWEST_GUESSES = 1e10;
/** Looked at is the beginning: the work grows with the square of the length, and what is this long and weak is so from the start. */
const LOOKED_AT = 48;
/** Ways to read digits and signs as letters that are tried; more are no likelier, and cost time. */
const READINGS = 4;

type Estimator = (password: string, about: string[]) => number;
let estimator: Promise<Estimator> | undefined;

/** Whether a password is one of those that are tried first, or is made of such. `about` holds words of its owner. */
export async function isUsual(password: string, about: readonly string[]): Promise<boolean> {
  const guesses = await (estimator ??= loadEstimator());
  return guesses(password.slice(0, LOOKED_AT), [...about]) < FEWEST_GUESSES;
}

// Fifty thousand leaked passwords: read when the first password is set, which most processes never see.
async function loadEstimator(): Promise<Estimator> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { leaked: dictionary['passwords-common'], usual: [...USUAL_WORDS] },
    graphs: adjacencyGraphs,
    l33tMaxSubstitutions: READINGS,
    maxLength: LOOKED_AT,
  });
  return (password, about) => zxcvbn.check(password, about).guesses;
}
