import { execute, type GraphQLSchema, parse, subscribe } from 'graphql';
import { strFromU8, unzipSync } from 'fflate';
import type { Rules } from '../../../platform/graphql/rules.ts';
import { bareSchema, rules } from '../../schema.ts';
import type { Attack, Target } from '../attack.ts';

const without = (type: keyof Rules, name: string): Required<Rules> => ({
  ...rules,
  [type]: Object.fromEntries(Object.entries(rules[type]).filter(([field]) => field !== name)),
});
/** A gap of graphql-shield as it comes, tried on the schema of the product. */
const gap = (id: string, title: string, attempt: Attack['attempt']): Attack => ({
  id: `library-${id}`,
  title,
  threat: 'LIBRARY',
  without: 'our use of the rule library',
  attempt,
});
const viewer = ({ of }: Target) => of.app.ctxFor('VIEWER', of.people.viewer.userId);
const run = async (target: Target, schema: GraphQLSchema, document: string) =>
  await execute({ schema, document: parse(document), contextValue: viewer(target) });
const opens = async (target: Target, schema: GraphQLSchema) => {
  const { app, world } = target.of;
  const before = app.services.db.statementCount();
  const document = parse(`subscription { importChanged(id: "${world.importId}") { id } }`);
  const source = await subscribe({ schema, document, contextValue: viewer(target) });
  if (Symbol.asyncIterator in source) await source.return();
  return app.services.db.statementCount() > before || Symbol.asyncIterator in source;
};

/** The only cell below the heading of a table. */
function cellIn(format: 'CSV' | 'XLSX', bytes: Buffer): string {
  if (format === 'CSV')
    return bytes
      .subarray(bytes.indexOf('\n') + 1)
      .toString()
      .replace(/^"/, '');
  const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  return [...sheet.matchAll(/<t(?: [^>]*)?>([^<]*)/g)].at(-1)?.[1] ?? '';
}

/** A formula in a cell, which the program that opens the file runs. */
const formula = (format: 'CSV' | 'XLSX'): Attack => ({
  id: `formula-${format.toLowerCase()}`,
  title: `A formula in a name, exported as ${format}`,
  threat: 'INJECTION',
  without: 'neutralised cells',
  attempt: async (target) => {
    const cells = ['=HYPERLINK("http://evil.example")', "+cmd|' /C calc'!A0", '-2+3', '@SUM(1+1)', '\t=1+1', '\r=1+1'];
    for (const cell of cells) if (/^[=+\-@\t\r]/.test(cellIn(format, await target.tableOf(format, cell)))) return true;
    return false;
  },
});

/** Gaps of the libraries: section 1 of the access model. Those that are no attacks are in `shield-probes.test.ts`. */
export const LIBRARY: readonly Attack[] = [
  gap('forgotten-query', 'A query that nobody gave a rule', async (target) => {
    const { data } = await run(target, target.guard(bareSchema, without('Query', 'users')), '{ users { email } }');
    return data != null;
  }),
  gap('forgotten-mutation', 'A mutation that nobody gave a rule', async (target) => {
    const { data } = await run(
      target,
      target.guard(bareSchema, without('Mutation', 'numbersReserve')),
      'mutation { numbersReserve(count: 1) { userErrors { code } } }',
    );
    return data != null;
  }),
  gap('forgotten-subscription', 'A subscription that nobody gave a rule', async (target) =>
    opens(target, target.guard(bareSchema, without('Subscription', 'importChanged'))),
  ),
  gap('opened-source', 'A subscription whose source opens before its rule says no', async (target) =>
    opens(target, target.guard(bareSchema, rules)),
  ),
  formula('CSV'),
  formula('XLSX'),
];
