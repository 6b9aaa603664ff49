import { type Asking, asking, type Attack, says } from '../attack.ts';
import type { Installation } from '../installation.fixture.ts';

const stranger = ({ customer }: Installation) => customer('stranger');
const theirId = (of: Installation) => ({ id: stranger(of).id });
const CUSTOMER = 'query ($id: ID!) { customer(id: $id) { number } }';
const CASE = 'caseOpen(input: { customerId: $id, subject: "to go on seeing them" }) { userErrors { code } }';

/** Somebody who holds break-glass in one session makes more of it than an hour of reading there. */
const abusing = (
  id: string,
  title: string,
  threat: 'API1' | 'API3',
  without: Asking['without'],
  rest: Pick<Asking, 'document'> & Partial<Asking>,
): Attack =>
  asking({ id: `break-glass-${id}`, title, threat, without, as: 'rescuer in person', variables: theirId, ...rest });

const lasting: readonly Attack[] = [
  abusing('opens-a-case', 'A case, which shows a customer for a month', 'API3', 'reading only', {
    document: `mutation ($id: ID!) { ${CASE} }`,
  }),
  abusing('smuggles-a-case', 'The same, beside a revealing, for which it counts', 'API3', 'reading only', {
    document: `mutation ($id: ID!) { customerReveal(id: $id, reason: "identity check") { revealed { identifiers { value } } userErrors { code } } ${CASE} }`,
  }),
  abusing('records-consent', 'A consent to marketing in the name of a customer', 'API3', 'reading only', {
    document: 'mutation ($input: ConsentRecordInput!) { consentRecord(input: $input) { userErrors { code } } }',
    variables: (of) => ({
      input: {
        customerId: stranger(of).id,
        purpose: 'MARKETING',
        decision: 'GRANTED',
        evidence: { kind: 'CALL', text: 'said so' },
      },
    }),
  }),
];

const elsewhere: readonly Attack[] = [
  abusing('by-token', 'A customer by a token of who holds it', 'API1', 'its session', {
    as: 'rescuer',
    document: CUSTOMER,
    gains: says((of) => stranger(of).number),
  }),
  abusing('in-another-session', 'A customer in another session of who holds it', 'API1', 'its session', {
    as: 'rescuer long ago',
    document: CUSTOMER,
    gains: says((of) => stranger(of).number),
  }),
];

const unseen: readonly Attack[] = [
  {
    id: 'break-glass-unseen',
    title: 'A customer is read under break-glass, and the log says nothing of it',
    threat: 'API1',
    without: 'an entry for each read',
    attempt: async (target) => {
      const before = await entries(target.of);
      const answer = await target.ask('rescuer in person', CUSTOMER, theirId(target.of));
      return says((of) => stranger(of).number)(answer, target.of) && (await entries(target.of)) === before;
    },
  },
];

async function entries({ app }: Installation): Promise<number> {
  const { count } = await app.services.db.read
    .selectFrom('audit_entry')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('action', '=', 'breakGlass.read')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Break-glass, made more of than it is. */
export const BREAK_GLASS: readonly Attack[] = [...unseen, ...elsewhere, ...lasting];
