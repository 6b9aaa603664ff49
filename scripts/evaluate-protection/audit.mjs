// The audit log: verified as it is, with one row edited in SQL, and with that put back.
import { setTimeout as sleep } from 'node:timers/promises';

const FORGED = 'somebody else';

/** Verifies; edits one entry in the middle of the chain, verifies; puts it back, verifies. */
export async function walkAudit({ facts, installation }) {
  facts.title('The audit log is as it was written, or says where it is not');
  await passes({ facts, installation }, 'dossier audit verify passes after all of this');
  const sql = await installation.sql();
  try {
    await sealed(sql);
    const [{ seq, actor_name: name }] = await sql.rows(
      'select seq, actor_name from audit_entry where seq >= (select max(seq) / 2 from audit_entry) order by seq limit 1',
    );
    const edit = async (value) => await sql.run('update audit_entry set actor_name = ? where seq = ?', value, seq);
    await edit(FORGED);
    const { code, stdout } = await installation.dossier('audit', 'verify');
    facts.fact(
      `with the actor of entry ${seq} edited in SQL it fails and says the position`,
      code === 1 && stdout.includes(`wrong at entry ${seq}: the entry was changed`),
      `exit code ${code}, ${stdout.trim().split('\n').at(-1)}`,
    );
    await edit(name);
  } finally {
    await sql.close();
  }
  await passes({ facts, installation }, 'put back, it passes');
}

/** A fact: the log is intact. */
export async function passes({ facts, installation }, what) {
  const { code, stdout, stderr } = await installation.dossier('audit', 'verify');
  facts.fact(what, code === 0, stdout.trim().split('\n')[0] || stderr.trim());
}

/** Entries get their places in the chain a moment after they were written. */
async function sealed(sql) {
  for (;;) {
    const [{ waiting }] = await sql.rows('select count(*) as waiting from audit_entry where seq is null');
    if (Number(waiting) === 0) return;
    await sleep(50);
  }
}
