// All keys are replaced while customers are read and written without pause.
import { programOf } from './console.mjs';
import { succeed } from './installation.mjs';

const CONNECTIONS = 8;
const PARTS = 10;
/** What is rotated, and how. The second and third take over a minute: they wait until nobody uses the former keys any more. */
const KEYS = [['master key'], ["customers' keys", '--customers'], ['index key', '--index']];
const READ =
  'query ($id: ID!) { customer(id: $id) { version note primaryPhone { value } } customers(first: 20) { nodes { id primaryPhone { value } } } }';
const WRITE = `mutation ($id: ID!, $version: String!, $input: CustomerUpdateInput!) {
  customerUpdate(id: $id, version: $version, input: $input) { customer { version } userErrors { code } } }`;

/** Rotates master key, customers' own keys and index keys by the command line. */
export async function walkRotation({ facts, installation, people: { he }, isQuick }) {
  facts.title('Keys are rotated under load');
  const steward = await programOf(he, 'load');
  const load = await startLoad(steward, he);
  await load.warm();
  for (const [what, ...option] of isQuick ? KEYS.slice(0, 1) : KEYS) {
    const from = performance.now();
    const said = succeed(await installation.dossier('keys', 'rotate', ...option)).trim();
    const until = performance.now();
    const { failed, answered, still, longest } = load.during(from, until);
    facts.fact(
      `dossier keys rotate ${option.join()}`.trim(),
      / is in use: /.test(said),
      said.replace(/ Write a new.*/, ''),
    );
    facts.fact(
      `${CONNECTIONS} connections go on while the ${what} is replaced`,
      failed.length === 0 && still === 0,
      `${answered} requests in ${((until - from) / 1000).toFixed(1)} s, ${failed.length} failed, the longest took ${Math.round(longest)} ms` +
        `, ${still === 0 ? 'answers in every tenth of the time' : `nothing in ${still} tenths of the time`}`,
    );
    for (const one of failed.slice(0, 3)) facts.say(`  ${one}`);
  }
  const { failed, answered, wrong } = await load.stop();
  facts.fact(
    'what was written is read, and found by its phone under the new index key',
    failed.length === 0 && wrong.length === 0,
    `${answered} requests in all, ${failed.length} failed; ${CONNECTIONS} phones looked for, ${wrong.length} not as written`,
  );
  facts.fact('dossier doctor keys', ...(await healthy(installation, 'keys')));
}

/** Each connection reads and writes a customer of its own, one request after the other. */
async function startLoad(ask, he) {
  const answers = [];
  const clients = [];
  let isOver = false;
  const timed = async (work) => {
    const from = performance.now();
    const problem = await work().catch((error) => error.message);
    answers.push({ from, at: performance.now(), problem });
  };
  for (let number = 0; number < CONNECTIONS; number++) {
    const mine = { phone: phoneOf(number, 0), turn: 0 };
    const { customer } = await he.done('CustomerCreate', {
      input: { kind: 'PERSON', name: `连接${number}`, contactPoints: [contactOf(mine.phone)] },
    });
    mine.id = customer.id;
    mine.version = customer.version;
    clients.push(mine);
  }
  const run = async (mine, number) => {
    while (!isOver) {
      await timed(async () => {
        const { data, errors } = await ask(READ, { id: mine.id });
        if (errors) return JSON.stringify(errors);
        mine.version = data.customer.version;
        const phone = data.customer.primaryPhone?.value;
        const sealed = data.customers.nodes.filter(({ primaryPhone }) => primaryPhone && !primaryPhone.value).length;
        if (sealed > 0) return `${sealed} phones of a page could not be read`;
        return phone === mine.phone ? undefined : `read ${phone} instead of ${mine.phone}`;
      });
      mine.turn += 1;
      const phone = phoneOf(number, mine.turn);
      await timed(async () => {
        const input = { note: `第${mine.turn}次`, contactPoints: [contactOf(phone)] };
        const { data, errors } = await ask(WRITE, { id: mine.id, version: mine.version, input });
        const refused = errors ?? data.customerUpdate.userErrors;
        if (refused.length > 0) return JSON.stringify(refused);
        mine.phone = phone;
        return undefined;
      });
    }
  };
  const running = clients.map(run);
  const problemsOf = (some) => some.flatMap(({ problem }) => problem ?? []);
  return {
    /** Until every connection has been answered some times. */
    warm: async () => {
      while (answers.length < 4 * CONNECTIONS) await new Promise((done) => setTimeout(done, 50));
    },
    during: (from, until) => {
      const some = answers.filter(({ at }) => at > from && at <= until);
      const inParts = new Set(some.map(({ at }) => Math.floor(((at - from) / (until - from)) * PARTS)));
      return {
        answered: some.length,
        failed: problemsOf(some),
        longest: Math.max(0, ...some.map((one) => one.at - one.from)),
        still: PARTS - [...Array(PARTS).keys()].filter((part) => inParts.has(part)).length,
      };
    },
    stop: async () => {
      isOver = true;
      await Promise.all(running);
      const wrong = [];
      for (const { id, phone } of clients) {
        const filter = { phone: { eq: phone } };
        const { data } = await ask('query ($filter: CustomerFilter) { customers(filter: $filter) { nodes { id } } }', {
          filter,
        });
        if (data?.customers.nodes.map((node) => node.id).join() !== id) wrong.push(phone);
      }
      return { answered: answers.length, failed: problemsOf(answers), wrong };
    },
  };
}

const phoneOf = (connection, turn) => `+86139${connection}${String(turn).padStart(7, '0')}`;
const contactOf = (value) => ({ type: 'PHONE', label: 'MOBILE', value, isPrimary: true });

/** Whether a check of the doctor is content, and what it says. */
async function healthy(installation, check) {
  const { code, stdout } = await installation.dossier('doctor', check, '--json');
  const { findings } = JSON.parse(stdout).checks[0];
  const errors = findings.filter(({ level }) => level === 'ERROR');
  return [code === 0 && errors.length === 0, findings.map(({ message }) => message).join(' ') || 'nothing to say'];
}
