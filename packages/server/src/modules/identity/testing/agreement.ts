import { runJobs } from '../../../app/testing/approvals.ts';
import { addCustomer } from '../../../app/testing/customers.ts';
import type { TestApp } from '../../../app/testing/test-app.ts';
import { probabilityOf } from '../model/model.ts';

/** A person as a form describes them. */
export interface FormPerson {
  readonly familyName?: string;
  readonly givenName?: string;
  readonly name: string;
  readonly gender?: string;
  readonly birthDate?: string;
  readonly employer?: string;
  readonly phones?: readonly string[];
  readonly emails?: readonly string[];
  readonly addresses?: readonly object[];
  readonly identifiers?: readonly object[];
}

/** How far candidates for single customers say the same as a run over all of them. */
export interface Agreement {
  /** Pairs that the run found with a chance of one half or more, each asked for from both sides. */
  readonly asked: number;
  /** How many of these candidates found. */
  readonly found: number;
  /** The largest difference of the two chances. */
  readonly apart: number;
  readonly missed: readonly string[];
}

const MATCHES =
  'query ($input: CustomerMatchInput!) { customerMatches(input: $input) { probability customer { id } } }';
const ASKED_AT_MOST = 100;

/** Adds these people, runs recognition, and asks for each of a found pair as a form would that knows nothing of the other. */
export async function agreementOf(app: TestApp, people: readonly FormPerson[]): Promise<Agreement> {
  const ctx = app.ctxFor('DATA_STEWARD');
  const byId = new Map<string, FormPerson>();
  for (const person of people) {
    const { phones = [], emails = [], ...rest } = person;
    const contactPoints = [
      ...phones.map((value) => ({ type: 'PHONE', value })),
      ...emails.map((value) => ({ type: 'EMAIL', value })),
    ];
    byId.set(await addCustomer(app, { ...rest, contactPoints }), person);
  }
  await app.data(ctx, 'mutation { matchRunStart { run { phase } userErrors { code } } }');
  await runJobs(app);
  const pairs = await app.services.db.read
    .selectFrom('match_pair')
    .select(['customer_id', 'other_id', 'weight'])
    .where('weight', '>=', 0)
    .orderBy('customer_id')
    .orderBy('other_id')
    .limit(ASKED_AT_MOST)
    .execute();
  let [asked, found, apart] = [0, 0, 0];
  const missed: string[] = [];
  for (const pair of pairs) {
    const chance = probabilityOf(pair.weight / 1_000);
    const ids = [pair.customer_id, pair.other_id].map((key) => ctx.publicIds.encode('cus', key));
    for (const [id = '', other = ''] of [ids, ids.toReversed()]) {
      asked += 1;
      const input = { kind: 'PERSON', excludeId: id, ...byId.get(id) };
      const { customerMatches } = await app.data(ctx, MATCHES, { input });
      const match = customerMatches.find(({ customer }: { customer: { id: string } }) => customer.id === other);
      if (match === undefined) missed.push(`${JSON.stringify(byId.get(id))} / ${JSON.stringify(byId.get(other))}`);
      else {
        found += 1;
        apart = Math.max(apart, Math.abs(match.probability - chance));
      }
    }
  }
  return { asked, found, apart, missed };
}
