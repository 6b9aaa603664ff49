import { defineJob } from '../../../platform/jobs/define-job.ts';
import { moveOrders } from '../../activity/index.ts';
import { addMovedOrders, findOperations, holdShown, subjectsEverOf } from '../../custody/index.ts';
import { BRING_ORDERS_JOB, type BringOrders } from './carry-over.ts';

/** Few enough that the embedded database's only write lock is held for well under 100 ms. */
const AT_ONCE = 500;

/**
 * Brings the orders after that an operation could not take along at once. Where they go is asked at each step, so it does not
 * matter what else is merged or taken back meanwhile, nor how often it is begun.
 */
export const bringOrdersJob = defineJob<BringOrders>({
  kind: BRING_ORDERS_JOB,
  run: async (step, { operationId, from }) => {
    for (let left = [...from]; left.length > 0;) {
      const { isThrough } = await step.commit(async (trx) => {
        const [customerId = 0] = left;
        const subjects = await subjectsEverOf(trx, customerId);
        await holdShown(trx, subjects);
        const brought = await moveOrders(trx, { from: customerId, subjects, limit: AT_ONCE });
        const isLast = brought < AT_ONCE && left.length === 1;
        await addMovedOrders(trx, operationId, brought, isLast ? 'DONE' : 'MOVING');
        const [operation] = await findOperations(trx, [operationId]);
        return { isThrough: brought < AT_ONCE, note: `${operation?.moved.orders ?? 0} orders` };
      });
      if (isThrough) left = left.slice(1);
    }
  },
});
