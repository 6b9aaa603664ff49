import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { hasOrders, purgePurchases, reinstatePurchases, retractPurchases } from '../../activity/index.ts';
import {
  purgeImport,
  reinstateImport,
  reserveStep,
  type ReservedStep,
  restoreCustomers,
  retractImport,
  withdrawCustomers,
  withoutRecords,
} from '../../customer/index.ts';

/** Which part of an import a turn is at. */
export type TurnPart = 'PURCHASES' | 'CUSTOMERS';

/** How far a turn has come; kept with the import. */
export interface TurnCheckpoint {
  readonly was: string;
  readonly phase: 'undo' | 'redo' | 'purge';
  readonly part?: TurnPart;
  /** The last order or customer that was turned; 0 at the beginning of a part. */
  readonly cursor?: number;
  /** Orders and customers turned so far, and rejected rows erased. */
  readonly done?: number;
  /** How many there are to turn, counted when the phase begins. */
  readonly total?: number;
}

/** What one step left to do. */
export interface TurnStep {
  /** Null when the part is done. */
  readonly cursor: number | null;
  readonly done: number;
}

/** One step of one part, in the caller's transaction. `prepare` runs before it begins. */
export interface Turn {
  /** The parts, in order. */
  readonly parts: readonly TurnPart[];
  prepare(ctx: Ctx): Promise<ReservedStep>;
  step(
    ctx: Ctx,
    trx: Trx,
    of: { importId: number; part: TurnPart; cursor: number; reserved: ReservedStep },
  ): Promise<TurnStep>;
}

const CUSTOMERS_PER_STEP = 200;

/** Takes an import back: first its purchases, so that who then has neither record nor order is withdrawn. */
export const UNDO: Turn = {
  parts: ['PURCHASES', 'CUSTOMERS'],
  prepare: async (ctx) => await reserveStep(ctx, CUSTOMERS_PER_STEP),
  step: async (ctx, trx, { importId, part, cursor, reserved }) => {
    if (part === 'PURCHASES') {
      const step = await retractPurchases(ctx, trx, importId, cursor === 0 ? null : cursor);
      await withdrawIdle(ctx, trx, await withoutRecords(trx, step.customerIds));
      return { cursor: step.cursor, done: step.orders };
    }
    const step = await retractImport(trx, {
      importId,
      afterCustomerId: cursor,
      limit: CUSTOMERS_PER_STEP,
      at: ctx.now(),
      ...reserved,
    });
    await withdrawIdle(ctx, trx, step.bare);
    return { cursor: step.lastCustomerId, done: step.customers };
  },
};

/** Gives back what an undo took, customers first. */
export const REDO: Turn = {
  parts: ['CUSTOMERS', 'PURCHASES'],
  prepare: async (ctx) => await reserveStep(ctx, CUSTOMERS_PER_STEP),
  step: async (ctx, trx, { importId, part, cursor, reserved }) => {
    if (part === 'PURCHASES') {
      const step = await reinstatePurchases(ctx, trx, importId, cursor === 0 ? null : cursor);
      await restoreCustomers(trx, step.customerIds, ctx.now());
      return { cursor: step.cursor, done: step.orders };
    }
    const step = await reinstateImport(trx, {
      importId,
      afterCustomerId: cursor,
      limit: CUSTOMERS_PER_STEP,
      at: ctx.now(),
      ...reserved,
    });
    return { cursor: step.lastCustomerId, done: step.customers };
  },
};

/** Erases what an undone import had said. Not reversible. */
export const PURGE: Turn = {
  parts: ['PURCHASES', 'CUSTOMERS'],
  prepare: async (ctx) => await reserveStep(ctx, 0),
  step: async (ctx, trx, { importId, part, cursor }) => {
    if (part === 'PURCHASES') {
      const step = await purgePurchases(ctx, trx, importId, cursor === 0 ? null : cursor);
      return { cursor: step.cursor, done: step.orders };
    }
    const step = await purgeImport(trx, { importId, afterCustomerId: cursor, limit: CUSTOMERS_PER_STEP });
    return { cursor: step.lastCustomerId, done: step.customers };
  },
};

/** Withdraws those of these customers, whom no source knows any more, who have no purchases either. */
async function withdrawIdle(ctx: Ctx, trx: Trx, bare: readonly number[]): Promise<void> {
  if (bare.length === 0) return;
  const busy = await hasOrders(trx, bare);
  await withdrawCustomers(
    trx,
    bare.filter((id) => !busy.has(id)),
    ctx.now(),
  );
}
