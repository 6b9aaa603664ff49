// One customer's page, as everybody of the demo is shown it: what each may see stands in docs/access.md.
import { codesOf, payloadOf, programOf, signIn } from './console.mjs';
import { table } from './facts.mjs';

const NAME = '王小明';
const PHONE = '+8613800138000';
const DOCUMENT = '110101199003071233';
const BORN = '1990-03-07';
const NOTE = '下午来电';
const REASON = '核对开票资料';

const FULL = [NAME, PHONE, BORN, NOTE];
const MASKED = ['王*', '138****8000', '–', '–'];
const ORDERS = '128.00 CNY';
const UNSEEN = ['–', '–', '–', '–', '–', '–'];

/** What each is to see: name, phone, birth date, note, identity document, purchases, and what the answer says of the rest. */
const EXPECTED = {
  lin: [...FULL, DOCUMENT, ORDERS, '–'],
  he: [...FULL, DOCUMENT, ORDERS, '–'],
  qian: [...UNSEEN, 'FORBIDDEN'],
  zhou: [...MASKED, DOCUMENT, ORDERS, 'HIDDEN, MASKED'],
  sun: [...MASKED, '–', ORDERS, 'HIDDEN, MASKED'],
  wu: [...FULL, DOCUMENT, ORDERS, '–'],
  tang: [...FULL, DOCUMENT, ORDERS, '–'],
  amy: [...UNSEEN, 'not there'],
  xu: [...UNSEEN, 'not there'],
  gao: [...UNSEEN, 'FORBIDDEN'],
  ben: [...MASKED, '–', ORDERS, 'HIDDEN, MASKED'],
  dev: [...UNSEEN, 'FORBIDDEN'],
};

/**
 * Signs everybody in and compares what they see.
 * @returns everybody, by the beginning of their address, and the customer
 */
export async function walkRoles({ facts, installation, accounts }) {
  facts.title('Everybody sees what they may, on one page');
  const people = {};
  for (const account of accounts) people[account.name] = await signIn(installation.url, account);
  const factors = Object.values(people).filter(({ hadSecondFactor }) => hadSecondFactor).length;
  facts.fact(
    'the printed accounts sign in',
    accounts.length === Object.keys(EXPECTED).length,
    `${accounts.length} of them, ${factors} with a code of the printed seed`,
  );
  const customer = await makeCustomer(people);
  const head = ['who', 'roles', 'name', 'phone', 'born', 'note', 'document', 'purchases', 'of the rest'];
  const rows = [];
  for (const { name, roles } of accounts)
    rows.push([
      name,
      roles.replace('security admin, data steward, manager', 'three'),
      ...(await seen(people[name], customer.id)),
    ]);
  facts.say(table([head, ...rows]));
  for (const [name, , ...what] of rows) {
    const expected = EXPECTED[name];
    const isSo = JSON.stringify(what) === JSON.stringify(expected);
    facts.fact(`${name} sees what docs/access.md says`, isSo, isSo ? 'yes' : `expected ${expected.join(' | ')}`);
  }
  const truths = new Set(rows.map(([, , ...what]) => what.join()));
  facts.fact('the same page tells different truths', truths.size >= 5, `${truths.size} of them`);
  await openCase({ facts, people, customer });
  return { people, customer };
}

/** A customer of Tang's, with an order of 128 yuan; entered by the steward. */
async function makeCustomer({ lin, he }) {
  const users = await lin.done('Users');
  const ownerId = users.find(({ email }) => email === 'tang@demo.example').id;
  const { customer } = await he.done('CustomerCreate', {
    input: {
      kind: 'PERSON',
      name: NAME,
      birthDate: BORN,
      note: NOTE,
      ownerId,
      contactPoints: [{ type: 'PHONE', label: 'MOBILE', value: '138 0013 8000', isPrimary: true }],
      identifiers: [{ type: 'RESIDENT_ID', value: DOCUMENT }],
    },
  });
  const steward = await programOf(he, 'orders');
  const { data } = await steward(
    `mutation ($id: ID!, $at: DateTime!) { orderCreate(input: { customerId: $id, number: "W-1", placedAt: $at, currency: "CNY",
      lines: [{ description: "龙井", quantity: "2", unitPrice: "64" }] }) { userErrors { code } } }`,
    { id: customer.id, at: new Date(Date.now() - 86_400_000).toISOString() },
  );
  if (data?.orderCreate.userErrors.length !== 0) throw new Error(`the order was refused: ${JSON.stringify(data)}`);
  return { id: customer.id, number: customer.number };
}

/** What somebody is shown of the customer: the page, its purchases, and the document, which takes a reason. */
async function seen(person, id) {
  const page = await person.ask('CustomerRecord', { id });
  const shown = payloadOf(page);
  if (!shown) return [...UNSEEN, codesOf(page).join() || 'not there'];
  const spent = payloadOf(await person.ask('CustomerSpend', { id }))?.orderStats.totals;
  const revealed = payloadOf(await person.ask('CustomerRevealIdentifiers', { id, reason: REASON }))?.revealed;
  const codes = new Set(page.extensions?.withheld?.map(({ code }) => code));
  return [
    shown.name,
    shown.contactPoints?.[0]?.value,
    shown.birthDate,
    shown.note,
    revealed?.identifiers[0].value,
    spent?.map(({ amount, currency }) => `${Number(amount).toFixed(2)} ${currency}`).join(),
    [...codes].toSorted().join(', ') || undefined,
  ].map((value) => value ?? '–');
}

/** The customer calls: support finds them by the phone that they say, and sees them for as long as there is a case. */
async function openCase({ facts, people: { xu }, customer }) {
  const { found } = await xu.done('CustomerLookUp', { input: { phone: '13800138000' } });
  facts.fact(
    'xu looks the caller up by the exact phone',
    found.length === 1 && found[0].name === '王*' && found[0].number === customer.number,
    found.map(({ number, name }) => `${number} ${name}`).join(),
  );
  await xu.done('CaseOpen', { input: { customerId: found[0].id, subject: '询问送货时间', days: 1 } });
  const opened = await seen(xu, customer.id);
  const isSo = JSON.stringify(opened) === JSON.stringify([...FULL, '–', ORDERS, '–']);
  facts.fact('with a case open, xu sees the customer, and no identity document', isSo, opened.join(' | '));
}
