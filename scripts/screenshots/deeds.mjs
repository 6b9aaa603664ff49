// What a company does with the rights of its people and partners, so that the pages about it have something to show.
import { setTimeout as sleep } from 'node:timers/promises';

const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const MAILING = {
  name: '会员邮寄助手',
  contactName: '赵一鸣',
  contactEmail: 'zhao.yiming@youjida.example',
  note: '为同意营销的会员打印并寄送产品目录。',
  terms: {
    company: '上海邮即达信息技术有限公司',
    region: 'CN',
    purposes: ['MARKETING'],
    fields: [
      'Query.customer',
      'Query.customers',
      'Customer.id',
      'Customer.number',
      'Customer.name',
      'Customer.city',
      'Customer.addresses',
      'Address.text',
      'Address.postalCode',
    ],
    addresses: ['127.0.0.0/8', '203.0.113.0/24'],
    contractFrom: day(-30),
    contractTo: day(335),
    risk: 'MEDIUM',
    burst: 2_000,
    perDay: 50_000,
  },
};
const SURVEY = {
  ...MAILING,
  name: '满意度调查',
  contactName: 'Julia Stein',
  contactEmail: 'julia.stein@survey.example',
  note: '每季度抽样电话回访。',
  terms: {
    ...MAILING.terms,
    company: 'Stein Survey GmbH',
    region: 'DE',
    purposes: ['SERVICE', 'ANALYTICS'],
    fields: ['Query.customers', 'Customer.id', 'Customer.name', 'Customer.primaryPhone', 'ContactPoint.value'],
    addresses: [],
    risk: 'HIGH',
  },
};

/**
 * Registers partner apps: one in force that read customers and wants more, one that waits for its second approval, one that was
 * suspended, one that is a draft.
 * @returns their ids, by what they show
 */
export async function registerPartners({ lin, qian, zhou }, customers) {
  const register = async (input) => (await lin.ask('PartnerAppRegister', { input })).app;
  const act = async (who, name, { id, version }, more = {}) =>
    (await who.ask(`PartnerApp${name}`, { id, version, ...more })).app;
  const approved = async (input) => {
    const submitted = await act(lin, 'Submit', await register(input));
    const once = await act(qian, 'Approve', submitted, { note: '合同与处理协议已核对' });
    return await act(zhou, 'Approve', once);
  };
  const mailing = await approved(MAILING);
  const { secret, clientId } = await lin.ask('PartnerSecretCreate', {
    input: { appId: mailing.id, label: '生产环境', expiresInDays: 90 },
  });
  for (const customerId of customers)
    await zhou.ask('ConsentRecord', {
      input: {
        customerId,
        purpose: 'MARKETING',
        recipientId: mailing.id,
        decision: 'GRANTED',
        fields: ['PERSONAL', 'INTERNAL'],
        evidence: { kind: 'PAPER', text: '会员申请表 2026-118' },
      },
    });
  await readAsPartner(lin.url, clientId, secret);
  const { terms, ...app } = MAILING;
  const more = [...terms.fields, 'Customer.primaryPhone', 'ContactPoint.value'];
  const wider = { ...app, terms: { ...terms, fields: more.filter((one) => one !== 'Address.postalCode') } };
  await lin.ask('PartnerAppUpdate', { id: mailing.id, version: mailing.version, input: wider });
  const survey = await act(lin, 'Submit', await register(SURVEY));
  await act(zhou, 'Approve', survey, { note: '境外接收，已备案标准合同' });
  const stopped = await approved({ ...MAILING, name: '积分兑换小程序' });
  await qian.ask('PartnerAppSuspend', { id: stopped.id, reason: '凭据疑似泄露，等待对方说明' });
  await register({ ...MAILING, name: '物流查询', note: null });
  return { inForce: mailing.id, inReview: survey.id, suspended: stopped.id };
}

/** Reads as the app's program does, once more than its budget allows. */
async function readAsPartner(url, clientId, secret) {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret };
  const token = await (await fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) })).json();
  const query = '{ customers(first: 50) { nodes { id number name city addresses { text } } } }';
  for (let round = 0; round < 6; round += 1)
    await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
}

/** Asks for what takes two people: some of it is decided, the rest waits. */
export async function askForApprovals({ lin, qian, he, zhou }, { erased, erasedToo }) {
  const users = await lin.ask('Users');
  const roles = async (email, wanted, reason) => {
    const { id, version } = users.find((one) => one.email === email);
    return (await lin.ask('UserUpdate', { id, version, input: { roles: wanted, reason } })).approval;
  };
  const decide = async (who, id, approve, reason) => {
    const { nodes } = await who.ask('Approvals', { first: 50 });
    const { digest } = nodes.find((one) => one.id === id);
    await who.ask('ApprovalDecide', { input: { id, digest, approve, reason } });
  };
  const first = await roles('ben@demo.example', ['VIEWER', 'SALES'], '调岗到门店组');
  await decide(qian, first.id, false, '请先办理调岗手续');
  const second = await roles('amy@demo.example', ['SALES', 'SUPPORT'], '轮值接听客服热线');
  await decide(qian, second.id, true, null);
  await roles('xu@demo.example', ['SUPPORT', 'SALES'], '线上组人手不足，十二月起兼做销售');
  const columns = ['NAME', 'PHONE', 'EMAIL', 'CITY'];
  await he.ask('CustomerExportCreate', {
    input: { selection: { filter: {} }, columns, format: 'XLSX', reason: '寄送年度目录，委托邮即达' },
  });
  await he.ask('CustomerExportCreate', {
    input: { selection: { filter: { grade: { in: ['A'] } } }, columns, format: 'CSV', reason: null },
  });
  const erase = async (customerId, reason) =>
    (await zhou.ask('CustomerErasureRequest', { input: { customerId, reason } })).erasure;
  await erase(erased, '本人书面要求，工单 1042');
  const mistaken = await erase(erasedToo, '电话要求，工单 1038');
  await zhou.ask('CustomerErasureCancel', { id: mistaken.id });
}

/** Looks at customers, is refused, and looks at more than the rules allow: alarms, one of them closed. */
export async function raiseAlarms({ lin, sun, ben, tang }, { person, seller }) {
  await lin.ask('WatchRulesUpdate', { input: { massReads: 10, denials: 5 } });
  for (let round = 0; round < 6; round += 1)
    await ben.ask('CustomersTag', { selection: { ids: [person] }, add: [], remove: [] }).catch(() => undefined);
  const own = { ownerId: { in: [seller] } };
  await tang.page.goto(`/customers#filter=${encodeURIComponent(JSON.stringify(own))}`);
  await tang.page.locator('main a[href^="/customers/cus_"]').first().waitFor();
  let alarms = [];
  while (alarms.length < 2) {
    await sleep(1_000);
    alarms = (await sun.ask('Alarms', { open: true, first: 10 })).nodes;
  }
  const { id } = alarms.find(({ rule }) => rule === 'DENIALS');
  await sun.ask('AlarmAcknowledge', { id, note: '误点了批量打标签，已说明权限范围' });
}

/** A manager is shown everything for an hour, with the word of another. */
export async function holdEmergencyAccess({ qian, wu }) {
  const { approval } = await wu.ask('BreakGlassAsk', { reason: '门店系统停机，客户在柜台等候退款' });
  const { nodes } = await qian.ask('Approvals', { first: 50 });
  const { digest } = nodes.find((one) => one.id === approval.id);
  await qian.ask('ApprovalDecide', { input: { id: approval.id, digest, approve: true, reason: null } });
}

/** Somebody who may be one with more than one other. */
async function groupedCustomer(he) {
  const { nodes } = await he.ask('MatchPairs', { first: 100 });
  for (const { id, customer } of nodes) {
    const cluster = await he.ask('MatchCluster', { pairId: id });
    if (cluster.members.length > 2) return customer.id;
  }
}

/**
 * Looks for customers who may be one, puts one pair off, and merges another.
 * @returns the customer that was merged into
 */
export async function findDuplicates({ he, lin }) {
  const isGoing = ({ job, phase }) => phase !== 'DONE' && job?.state !== 'FAILED';
  await lin.ask('MatchPolicyUpdate', { input: { mergeFrom: 0.99 } });
  let { run } = await he.ask('MatchRunStart');
  while (isGoing(run)) {
    await sleep(1_000);
    run = await he.ask('MatchRun');
  }
  const { nodes } = await he.ask('MatchPairs', { first: 10 });
  const [first, second] = nodes;
  const party = ({ id, version }) => ({ id, version });
  await he.ask('CustomersMerge', {
    input: { survivor: party(first.customer), customers: [party(first.other)], reason: '同一人，两次办卡' },
  });
  await he.ask('MatchDecide', { input: { id: second.id, verdict: 'LATER' } });
  return { merged: first.customer.id, double: nodes[2].customer.id, grouped: await groupedCustomer(he) };
}
