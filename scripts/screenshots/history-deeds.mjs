// What makes sources disagree and rules change, so that the pages about values and their history have something to show.
import { setTimeout as sleep } from 'node:timers/promises';

const LOOKS = 60;

/**
 * A steward looks at the customer about whom sources disagree longest and enters what they know, and the administrator puts other
 * rules in force and tries others again.
 * @returns the customer's address, and an instant before any of this
 */
export async function disagree({ lin, he }) {
  const { nodes } = await he.ask('Discrepancies', { first: 1, filter: { open: true } });
  const { id } = nodes[0].customer;
  const before = new Date(Date.now() - 1_000).toISOString();
  const { version } = await he.ask('CustomerRecord', { id });
  const input = { employer: '江南机电设备有限公司', jobTitle: '采购总监' };
  await he.ask('CustomerUpdate', { id, version, input });
  const sources = await he.ask('DiscrepancySources');
  const others = sources.filter(({ name }) => !name.includes('Staff')).map((one) => one.id);
  const first = { rules: [{ field: 'EMPLOYER', criteria: ['VERIFIED', 'MOST_RECENT'] }] };
  const { job } = await lin.ask('RulesUpdate', { ruleSetVersion: 0, changes: first, reason: '客户系统的单位更准' });
  for (let look = 0; look < LOOKS && job && (await lin.ask('RuleSets'))[0].version === 0; look++) await sleep(500);
  const tried = ['BIRTH_DATE', 'GENDER'].map((field) => ({
    field,
    criteria: ['SOURCE_PRIORITY'],
    sourceIds: others.toReversed(),
  }));
  await lin.ask('RuleTrialStart', { changes: { rules: tried } });
  for (let look = 0; look < LOOKS && !(await lin.ask('RuleTrial')).finishedAt; look++) await sleep(500);
  return { person: `/customers/${id}`, before };
}
