// Measures on a server of its own, in production settings, whether a wrong sign-in takes as long for an account that there is as
// for one that there is not, and how many guesses are evaluated.
//   node scripts/evaluate-sign-in.mjs [pairs]
import { startProductionServer } from './production-server.mjs';

const pairs = Number(process.argv[2] ?? 40);
const GUESSES = 9;
const server = await startProductionServer();
const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }';

async function guess(email, i) {
  const started = performance.now();
  const answer = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input: { email, password: `wrong password ${i}` } } }),
  });
  const { data, errors } = await answer.json();
  return { ms: performance.now() - started, code: errors?.[0].extensions.code ?? data.signIn.userErrors[0].code };
}
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  const known = [];
  const unknown = [];
  await guess('warm@acme.example', 0);
  for (let i = 0; i < Math.min(pairs, server.accounts.length * GUESSES); i++) {
    const account = server.accounts[Math.floor(i / GUESSES)];
    const both = [
      [known, account],
      [unknown, `nobody${Math.floor(i / GUESSES)}@acme.example`],
    ];
    // In turns, and each first in every other turn: what else the machine does falls on both.
    for (const [times, email] of i % 2 ? both : both.toReversed()) {
      const { ms, code } = await guess(email, i);
      if (code !== 'WRONG_CREDENTIALS') throw new Error(`${email}: ${code}`);
      times.push(ms);
    }
  }
  const [a, b] = [median(known), median(unknown)];
  const apart = (Math.abs(a - b) / Math.max(a, b)) * 100;
  console.log(
    `${known.length} wrong sign-ins each: known ${a.toFixed(1)} ms, unknown ${b.toFixed(1)} ms, ${apart.toFixed(1)} % apart`,
  );

  const codes = [];
  for (let i = 0; i < 20; i++) codes.push((await guess('target@acme.example', i)).code);
  console.log(`20 guesses at one account: ${codes.filter((code) => code === 'WRONG_CREDENTIALS').length} evaluated`);
} finally {
  await server.stop();
}
