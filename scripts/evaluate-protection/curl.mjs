// curl, as the developers of a partner would run it.
import { capture } from '../process.mjs';

/** Runs curl and gives status, headers (by small names) and body. */
export async function curl(...args) {
  const { code, stdout, stderr } = await capture('curl', ['-sS', '-D', '-', ...args]);
  if (code !== 0) throw new Error(`curl ended with ${code}: ${stderr}`);
  const [head, ...rest] = stdout.split('\r\n\r\n');
  const [status, ...lines] = head.split('\r\n');
  return {
    status: Number(status.split(' ')[1]),
    headers: Object.fromEntries(
      lines.map((line) => line.split(/: (.*)/s).slice(0, 2)).map(([k, v]) => [k.toLowerCase(), v]),
    ),
    body: rest.join('\r\n\r\n'),
  };
}

/** What it asks over GraphQL with the token of an app. */
export async function curlGraphql(url, token, query) {
  const headers = [`Authorization: Bearer ${token}`, 'Content-Type: application/json'];
  const sent = headers.flatMap((one) => ['-H', one]);
  const answer = await curl(`${url}/graphql`, ...sent, '-d', JSON.stringify({ query }));
  return { ...answer, json: JSON.parse(answer.body) };
}
