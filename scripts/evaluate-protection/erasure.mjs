// A customer is erased; a copy of the database that was taken before is tried with the keys that are in use.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { passes } from './audit.mjs';
import { codesOf, payloadOf, signIn } from './console.mjs';
import { succeed } from './installation.mjs';

const PHONE = '+8613800138000';
const WITHIN_MS = 60_000;
const DAY_MS = 86_400_000;

/** Erases the customer of the roles, whom somebody had copied with the whole database. */
export async function walkErasure({ facts, installation, people, customer }) {
  facts.title('Who was erased cannot be read in older copies either');
  const copy = await installation.copy('copy');
  const before = await exported(installation.folder, copy, customer.number);
  facts.fact('before, whoever has copy and keys reads the phone', before.phone.includes(PHONE), before.line);
  const erasure = await erase({ facts, installation, people, customer });
  printReceipt(facts, erasure);
  const gone = payloadOf(await people.he.ask('CustomerRecord', { id: customer.id }));
  facts.fact('to everybody the customer is not there', gone === null, `the steward is shown ${JSON.stringify(gone)}`);
  await tryCopy({ facts, installation, people, customer, copy });
  await passes({ facts, installation }, 'dossier audit verify passes after the erasure');
}

async function erase({ facts, installation, people: { zhou, qian }, customer }) {
  const { erasure } = await zhou.done('CustomerErasureRequest', {
    input: { customerId: customer.id, reason: '本人书面要求，工单 1042' },
  });
  const approval = async (who) =>
    (await who.done('Approvals', { first: 20 })).nodes.find(
      ({ act, state }) => act === 'ERASURE' && state === 'WAITING',
    );
  const decide = async (who) => {
    const { id, digest } = await approval(who);
    return await who.ask('ApprovalDecide', { input: { id, digest, approve: true, reason: null } });
  };
  const own = codesOf(await decide(zhou));
  facts.fact('who asked for it cannot approve it', own.join() === 'OWN_PROPOSAL', own.join());
  const approved = payloadOf(await decide(qian)).approval;
  facts.fact('another approves', approved?.state === 'APPROVED', approved?.state);
  const find = async () =>
    (await zhou.done('Erasures', { customerId: null, first: 20 })).nodes.find(({ id }) => id === erasure.id);
  const waiting = await find();
  const wait = Date.parse(waiting.dueAt) - Date.parse(waiting.requestedAt);
  facts.fact(
    'it waits for a day, in which it can be taken back',
    wait === DAY_MS,
    `${waiting.state}, due ${waiting.dueAt}`,
  );
  facts.say('  (The one thing that no user could do: the day is let pass with SQL.)');
  await passDay(installation);
  for (const end = Date.now() + WITHIN_MS; Date.now() < end; await sleep(250)) {
    const now = await find();
    if (now.state === 'DONE') return now;
  }
  throw new Error('the erasure was not carried out within a minute');
}

/** Lets a day pass: what is due in it is due now, and what the clock starts twice an hour is started. */
async function passDay(installation) {
  const sql = await installation.sql();
  await sql.run('update erasure set due_at = requested_at');
  await sql.run("update schedule set last_slot = last_slot - 3600000 where name = 'erasure.carryOut'");
  await sql.close();
}

function printReceipt(facts, { state, receipt }) {
  const { keys, keysDestroyedAt, contactPoints, identifiers, records, ordersKept, files, nothingLeftFrom } = receipt;
  facts.fact(
    'it is carried out, with a receipt',
    state === 'DONE' && keys >= 1 && contactPoints === 1 && identifiers === 1 && ordersKept === 1,
    `${keys} key destroyed at ${keysDestroyedAt}; removed: ${contactPoints} contact point, ${identifiers} document, ${records} source record;` +
      ` kept without the person: ${ordersKept} order; files: ${files.length}; no copy can be read from ${nothingLeftFrom} on`,
  );
}

async function tryCopy({ facts, installation, people, customer, copy }) {
  const sql = await copy.sql();
  const rows = await sql.rows(
    `select 'contact point' as what, p.sealed from contact_point p join customer c on c.id = p.customer_id where c.number = ?
     union all select 'identity document', i.sealed from identifier i join customer c on c.id = i.customer_id where c.number = ?
     union all select 'source record', r.sealed from source_record r join customer c on c.id = r.customer_id where c.number = ?`,
    customer.number,
    customer.number,
    customer.number,
  );
  await sql.close();
  const held = rows.filter(({ sealed }) => sealed?.length > 0);
  facts.fact(
    'the copy still holds the sealed values',
    held.length >= 3,
    held.map(({ what, sealed }) => `${what} ${sealed.length} bytes`).join(', '),
  );
  const after = await exported(installation.folder, copy, customer.number);
  facts.fact('the command line on the copy, with the live keys, cannot open them', after.phone === '', after.line);
  const server = await copy.serve();
  try {
    const he = await signIn(server.url, people.he);
    const shown = payloadOf(await he.ask('CustomerRecord', { id: customer.id }));
    const other = payloadOf(await he.ask('CustomerPages', { first: 1, withOrders: false }))?.nodes[0];
    facts.fact(
      'the product started on the copy erases again before it serves',
      shown === null &&
        Boolean(other?.name) &&
        (await nameIn(copy, customer.number)) === undefined &&
        / erased again/.test(server.said),
      `the customer is ${shown === null ? 'not there' : JSON.stringify(shown.name)}, others are (${other?.number})`,
    );
  } finally {
    await server.stop();
  }
}

async function nameIn(copy, number) {
  const sql = await copy.sql();
  const [row] = await sql.rows('select name from customer where number = ?', number);
  await sql.close();
  return row?.name;
}

/** What an export by the operator says of the customer. */
async function exported(folder, copy, number) {
  const file = join(folder, 'export.csv');
  const filter = JSON.stringify({ number: { eq: number } });
  succeed(await copy.dossier('export', file, '--filter', filter, '--columns', 'PHONE'));
  const line = readFileSync(file, 'utf8').trim().split(/\r?\n/).at(-1);
  return { line, phone: line.split(',').slice(1).join() };
}
