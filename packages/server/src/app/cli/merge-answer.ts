import { findOperations } from '../../modules/custody/index.ts';
import { numbersOfCustomers } from '../../modules/customer/index.ts';
import { BRING_ORDERS_JOB } from '../../modules/identity/index.ts';
import type { Answer, CommandRun } from './command.ts';
import { finishJobs } from './finish-jobs.ts';
import { movedText } from './merge-preview.ts';

/** What was done, for a person and for a program. */
export async function answerOfOperation(run: CommandRun, operationId: number): Promise<Answer> {
  const { ctx } = run;
  await finishJobs(run, [BRING_ORDERS_JOB]);
  const [operation] = await findOperations(ctx.db.read, [operationId]);
  if (!operation) throw new Error('an operation that was just done is gone');
  const { kind, customerId, partyIds, at, state, reason, moved } = operation;
  const numbers = await numbersOfCustomers(ctx.db.read, [customerId, ...partyIds]);
  const customer = numbers.get(customerId) ?? '';
  const others = partyIds.map((id) => numbers.get(id) ?? '');
  const sentence = {
    MERGE: `${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} part of ${customer} now.`,
    UNMERGE: `${others.join(', ')} is given back; ${customer} stays.`,
    SPLIT: `${others.join(', ')} is made of what was split off ${customer}.`,
  }[kind];
  return {
    text: `${sentence}\nWent along: ${movedText(moved)}.`,
    data: {
      operation: {
        id: ctx.publicIds.encode('mop', operationId),
        kind,
        customer,
        others,
        at: new Date(at).toISOString(),
        state,
        reason,
        moved,
      },
    },
  };
}
