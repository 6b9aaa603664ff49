import type { EventConsumer } from '../platform/outbox/consume-events.ts';

/**
 * Which event starts which job: the one page that says so. Each consumer keeps its own place in the sequence of events;
 * its effects happen exactly once and in order. A consumer only starts jobs, for example:
 *
 *     { name: 'search.index', types: ['customer.merged'], handle: async (trx, ctx, event) => void (await enqueue(trx, ctx, …)) }
 */
export const eventConsumers: readonly EventConsumer[] = [];
