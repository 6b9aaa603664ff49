// A partner's app from its registration to its suspension, and what two customers allowed it.
import { codesOf } from './console.mjs';
import { curl, curlGraphql } from './curl.mjs';

const WANG = { name: '王秀英', phone: '+8613700137001' };
const LI = { name: '李建国', phone: '+8613700137002' };
const BURST = 600;
const BOTH = '{ customers(first: 10) { nodes { id name primaryPhone { value } } } }';
const SUSPENDED_WITHIN_MS = 5_000;
const year = new Date().getFullYear();
const APP = {
  name: '满意度回访',
  contactName: '赵一鸣',
  contactEmail: 'zhao.yiming@example.com',
  terms: {
    company: '上海回声信息技术有限公司',
    region: 'CN',
    purposes: ['MARKETING'],
    fields: [
      'Query.customer',
      'Query.customers',
      'Customer.id',
      'Customer.name',
      'Customer.primaryPhone',
      'ContactPoint.value',
    ],
    addresses: [],
    contractFrom: `${year - 1}-01-01`,
    contractTo: `${year + 1}-12-31`,
    risk: 'LOW',
    burst: BURST,
    perDay: 20_000,
  },
};

/** Registers one, has it approved, asks as it would with curl, and stops it. */
export async function walkPartner({ facts, installation: { url }, people }) {
  facts.title('A partner gets what was agreed, and nothing else');
  const { clientId, secret, id } = await getApproved({ facts, url, people });
  const wang = await makeCustomer(people.he, WANG);
  const li = await makeCustomer(people.he, LI);
  const consent = (customer, fields) => agree(people.zhou, customer, id, fields);
  await consent(wang, ['NAME', 'PHONE']);
  await consent(li, ['NAME', 'PHONE']);
  const token = await getToken(facts, url, clientId, secret);
  await readSchema(facts, url, token);
  const got = await askForBoth({ facts, url, token, people, consent, id, wang, li });
  await findInLedger({ facts, people, id, wang, li });
  await withdraw({ facts, url, token, people, id, wang, li });
  await overspend(facts, url, token, got);
  await suspend({ facts, url, token, people, clientId, secret, id });
}

async function getApproved({ facts, url, people: { qian, lin, zhou } }) {
  const act = async (who, name, { id, version }) => (await who.done(`PartnerApp${name}`, { id, version })).app;
  const draft = (await qian.done('PartnerAppRegister', { input: APP })).app;
  const { secret, clientId } = await qian.done('PartnerSecretCreate', {
    input: { appId: draft.id, label: '试用', expiresInDays: 30 },
  });
  const early = await askToken(url, clientId, secret);
  facts.fact(
    'an app that nobody approved gets no token',
    early.status === 400 && early.json.error === 'unauthorized_client',
    `${early.status} ${early.json.error}`,
  );
  const submitted = await act(qian, 'Submit', draft);
  const own = codesOf(await qian.ask('PartnerAppApprove', { id: submitted.id, version: submitted.version }));
  facts.fact('who registered it cannot approve it', own.length === 1 && own[0] === 'OWN_PROPOSAL', own.join());
  const once = await act(lin, 'Approve', submitted);
  const twice = await act(zhou, 'Approve', once);
  facts.fact(
    'it counts when two others have approved',
    once.state !== 'APPROVED' && twice.state === 'APPROVED',
    `after one ${once.state}, after two ${twice.state}`,
  );
  return { clientId, secret, id: twice.id };
}

async function makeCustomer(he, { name, phone }) {
  const { customer } = await he.done('CustomerCreate', {
    input: { kind: 'PERSON', name, contactPoints: [{ type: 'PHONE', label: 'MOBILE', value: phone, isPrimary: true }] },
  });
  return { id: customer.id, name, phone };
}

async function agree(zhou, customer, recipientId, fields) {
  await zhou.done('ConsentRecord', {
    input: {
      customerId: customer.id,
      purpose: 'MARKETING',
      recipientId,
      decision: 'GRANTED',
      fields,
      evidence: { kind: 'CALL', text: '客服电话确认' },
    },
  });
}

async function askToken(url, clientId, secret) {
  const form = ['grant_type=client_credentials', `client_id=${clientId}`, `client_secret=${secret}`];
  const answer = await curl(`${url}/oauth/token`, ...form.flatMap((one) => ['--data-urlencode', one]));
  return { ...answer, json: JSON.parse(answer.body) };
}

async function getToken(facts, url, clientId, secret) {
  const { status, json } = await askToken(url, clientId, secret);
  facts.fact(
    'curl gets a token by client credentials',
    status === 200 && json.token_type === 'Bearer' && json.expires_in <= 600 && json.scope === 'MARKETING',
    `${status}, ${json.token_type} for ${json.expires_in} s, scope ${json.scope}`,
  );
  return json.access_token;
}

async function readSchema(facts, url, token) {
  const sdl = await curl(`${url}/partner/schema.graphql`, '-H', `Authorization: Bearer ${token}`);
  const customer = /^type Customer \{$([\s\S]*?)^\}/m.exec(sdl.body)?.[1] ?? '';
  const inSdl = [...customer.matchAll(/^ {2}(\w+).*?:/gm)].map(([, name]) => name).toSorted();
  facts.fact(
    'its schema has the fields that were approved',
    sdl.status === 200 && inSdl.join() === 'id,name,primaryPhone',
    `${sdl.body.split('\n').length} lines, Customer { ${inSdl.join(' ')} }`,
  );
  const asked = await curlGraphql(url, token, '{ __type(name: "Customer") { fields { name } } }');
  const inspected = asked.json.data?.__type?.fields.map(({ name }) => name).toSorted() ?? [];
  facts.fact('introspection with its token says the same', inspected.join() === inSdl.join(), inspected.join(' '));
  const other = await curlGraphql(url, token, '{ customers(first: 1) { nodes { birthDate } } }');
  facts.fact(
    'what was not approved does not exist for it',
    other.status === 400 && codesOf(other.json).join() === 'GRAPHQL_VALIDATION_FAILED',
    `${other.status} ${codesOf(other.json).join()}`,
  );
}

/** Li takes the phone back; both are asked for. */
async function askForBoth({ facts, url, token, consent, wang, li }) {
  await consent(li, ['NAME']);
  const answer = await curlGraphql(url, token, BOTH);
  const nodes = answer.json.data?.customers.nodes ?? [];
  const of = ({ id }) => nodes.find((node) => node.id === id);
  facts.fact(
    'of two customers, one phone is there and one is not',
    nodes.length === 2 && of(wang)?.primaryPhone?.value === wang.phone && of(li)?.primaryPhone === null,
    nodes.map(({ name, primaryPhone }) => `${name} ${primaryPhone?.value ?? 'null'}`).join(', '),
  );
  const [withheld, ...more] = answer.json.extensions?.withheld ?? [];
  facts.fact(
    'the answer says what was withheld, and why',
    withheld?.code === 'CONSENT_NOT_FOR_FIELD' && withheld.rule === 'consent/MARKETING/PHONE' && more.length === 0,
    `${withheld?.path}: ${withheld?.code} (${withheld?.rule})`,
  );
  agreeing(facts, 'cost and headers of the answer agree', answer);
  return answer.json.extensions.cost;
}

function agreeing(facts, what, { headers, json }) {
  const cost = json.extensions?.cost ?? json.errors?.[0].extensions.cost ?? {};
  const said = ['requested', 'remaining', 'remaining-today', 'reset-at'].map((name) => headers[`x-cost-${name}`]);
  const told = [cost.requested, cost.remaining, cost.remainingToday, cost.resetAt].map(String);
  facts.fact(what, said.join() === told.join(), `${cost.requested} points, ${cost.remaining} left`);
}

async function findInLedger({ facts, people: { zhou }, id, wang, li }) {
  const { nodes } = await zhou.done('PartnerDisclosures', { appId: id, first: 10 });
  const lines = nodes.map(({ customerId, fields, purpose, count }) =>
    [
      customerId === wang.id ? 'wang' : customerId === li.id ? 'li' : '?',
      fields.toSorted().join('+'),
      purpose,
      count,
    ].join(' '),
  );
  facts.fact(
    'the ledger has both answers',
    lines.toSorted().join('; ') === 'li NAME MARKETING 1; wang NAME+PHONE MARKETING 1',
    lines.toSorted().join('; '),
  );
  for (const [customer, fields] of [
    [wang, 'NAME+PHONE'],
    [li, 'NAME'],
  ]) {
    const seen = (await zhou.done('CustomerViewers', { id: customer.id, first: 20 })).nodes.filter(
      ({ appId }) => appId === id,
    );
    const shown = seen.map((one) => one.fields.toSorted().join('+')).join();
    facts.fact(`the page of ${customer.name} says who got it`, shown === fields, `this app: ${shown}`);
  }
}

/** Li withdraws: the next request finds nobody of that name, and the ledger keeps what was. */
async function withdraw({ facts, url, token, people: { zhou }, id, wang, li }) {
  await zhou.done('ConsentWithdraw', {
    input: {
      customerId: li.id,
      purpose: 'MARKETING',
      recipientId: id,
      evidence: { kind: 'CALL', text: '客服电话撤回' },
    },
  });
  const { json } = await curlGraphql(
    url,
    token,
    `{ customer(id: "${li.id}") { id } customers(first: 10) { nodes { id } } }`,
  );
  const nodes = json.data?.customers.nodes ?? [];
  facts.fact(
    'who withdrew is not there at the next request',
    json.data?.customer === null && nodes.length === 1 && nodes[0].id === wang.id,
    `customer: ${JSON.stringify(json.data?.customer)}, ${nodes.length} in the list`,
  );
  const { nodes: kept } = await zhou.done('PartnerDisclosures', { appId: id, first: 10 });
  const ofLi = kept.filter(({ customerId }) => customerId === li.id);
  facts.fact('the ledger keeps what was given before', ofLi.length === 1 && ofLi[0].count === 1, `${ofLi.length} line`);
}

async function overspend(facts, url, token, cost) {
  const most = Math.ceil(BURST / cost.requested) + 2;
  let answer = { status: 200 };
  let asked = 0;
  while (answer.status === 200 && asked < most) {
    answer = await curlGraphql(url, token, BOTH);
    asked += 1;
  }
  const error = answer.json.errors?.[0].extensions;
  const wait = Number(answer.headers['retry-after']);
  facts.fact(
    'over the budget it is refused',
    answer.status === 429 && error?.code === 'RATE_LIMITED' && wait > 0 && !answer.json.data,
    `${answer.status} ${error?.code} at request ${asked}, to come back in ${wait} s`,
  );
  agreeing(facts, 'cost and headers of the refusal agree', answer);
}

async function suspend({ facts, url, token, people: { lin }, clientId, secret, id }) {
  await lin.done('PartnerAppSuspend', { id, reason: '凭据疑似泄露' });
  const begun = performance.now();
  let status = 0;
  let took = 0;
  while (status !== 401 && took < 2 * SUSPENDED_WITHIN_MS) {
    status = (await curlGraphql(url, token, '{ partnerSelf { name } }')).status;
    took = performance.now() - begun;
  }
  facts.fact(
    'suspended, its token is refused within five seconds',
    status === 401 && took < SUSPENDED_WITHIN_MS,
    `${status} after ${Math.round(took)} ms`,
  );
  const again = await askToken(url, clientId, secret);
  facts.fact('and it gets no other', again.json.error === 'unauthorized_client', `${again.status} ${again.json.error}`);
}
