import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addCustomer, approvedApp, consent, secretOf } from '../modules/partner/partner.fixture.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

const PAGE = new URL('../../../../docs/partners.md', import.meta.url);

let app: TestApp;
let server: FastifyInstance;
beforeAll(async () => {
  app = await createTestApp();
  server = await app.http({ mode: 'production' });
});
afterAll(async () => await app.close());

it('has examples that work as they stand there', async () => {
  const { id } = await approvedApp(app, 'Documented', { purposes: ['MARKETING'] });
  const [li, wang] = [await addCustomer(app, '李雷', '13900139000'), await addCustomer(app, '王小明', '13800138000')];
  await consent(app, li.key, id, ['NAME']);
  await consent(app, wang.key, id, ['ALL']);
  const known: Record<string, string> = { DOSSIER: '', CLIENT_ID: id, CLIENT_SECRET: await secretOf(app, id) };
  const commands = [...readFileSync(PAGE, 'utf8').matchAll(/^curl (.+)$/gm)].map(([, line = '']) => line);
  expect(commands).toHaveLength(4);
  const answers: string[] = [];
  for (const line of commands) {
    const answer = await run(line, known);
    expect([line, answer.statusCode]).toEqual([line, 200]);
    answers.push(answer.body);
    if (line.includes('/oauth/token')) known['TOKEN'] = answer.json().access_token;
  }
  const [, sdl, data = '', self = ''] = answers;
  expect(sdl).toContain('type Customer {');
  expect(JSON.parse(data).data.customers.nodes).toEqual([
    { id: wang.id, name: '王小明', primaryPhone: { value: '+8613800138000' } },
    { id: li.id, name: '李雷', primaryPhone: null },
  ]);
  // The answer that the page shows.
  expect(JSON.parse(data).extensions.withheld).toEqual([
    { path: 'customers.nodes.primaryPhone', code: 'CONSENT_NOT_FOR_FIELD', rule: 'consent/MARKETING/PHONE' },
  ]);
  expect(JSON.parse(data).extensions.cost.requested).toBe(701);
  expect(JSON.parse(self).data.partnerSelf.disclosures.nodes).toHaveLength(2);
});

/** Does what curl would with such a line: words, quotes and variables of a shell, and the few options that the page uses. */
async function run(line: string, variables: Readonly<Record<string, string>>) {
  const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, exact, quoted, plain]) =>
      exact ?? (quoted ?? plain ?? '').replaceAll(/\$(\w+)/g, (_, name: string) => variables[name] ?? ''),
  );
  const after = (option: string) => words.flatMap((word, place) => (words[place - 1] === option ? [word] : []));
  const data = after('-d');
  const headers = Object.fromEntries(after('-H').map((header) => header.split(/: (.*)/s).slice(0, 2)));
  return await server.inject({
    method: data.length > 0 ? 'POST' : 'GET',
    url: words.find((word) => word.startsWith('/')) ?? '',
    headers: {
      ...(data.length > 0 ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      ...lowerCase(headers),
    },
    ...(data.length > 0 ? { payload: data.join('&') } : {}),
  });
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
