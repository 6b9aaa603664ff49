import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { withFields } from '../../../platform/graphql/resolved.ts';
import { toDecimal } from '../../../platform/money/money.ts';
import { sourceLoader } from '../../customer/index.ts';
import { orderLoader } from '../api/order.loader.ts';
import { changeStream, createdStream, importStream, orderStream, type TimelineStream } from './timeline.streams.ts';
import { type TimelineEntry, type TimelineKind, TimelineKindEnum, type TimelineRow } from './timeline.type.ts';
import { lineCountIn, titleOf } from './timeline-words.ts';

const STREAMS: readonly TimelineStream[] = [orderStream, importStream, changeStream, createdStream];
// The enum's own keys.
const ALL_KINDS = Object.keys(TimelineKindEnum) as TimelineKind[];

/** The arguments of a timeline. */
export interface TimelineArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly kinds?: readonly TimelineKind[] | null;
  readonly from?: number | null;
  readonly to?: number | null;
}

const timelineFields: Pick<TimelineEntry, 'id' | 'title' | 'detail' | 'order'> & ThisType<TimelineEntry> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('tml', this.key);
  },
  async title(_args, ctx) {
    const order = this.orderKey === null ? null : await ctx.once(orderLoader).load(this.orderKey);
    const source = this.sourceKey === null ? null : await ctx.once(sourceLoader).load(this.sourceKey);
    const total = order ? `${toDecimal(order.totalValue)} ${order.currency}` : '';
    return titleOf(this.kind, { number: order?.number ?? '', total, source: source?.name ?? '' }, ctx.locale);
  },
  detail(_args, ctx) {
    return this.lineCount === null ? null : lineCountIn(this.lineCount, ctx.locale);
  },
  order(_args, ctx) {
    return this.orderKey === null ? null : ctx.once(orderLoader).load(this.orderKey);
  },
};

/**
 * One page of everything that happened with a customer, newest first. Nothing is copied for it: each kind of thing is read
 * from where it is kept, a page's worth from the cursor on, and the newest of all are taken.
 */
export async function readTimeline(ctx: Ctx, customerKey: number, args: TimelineArgs): Promise<Page<TimelineEntry>> {
  const request = pageRequest(ctx, `timeline:${customerKey}`, args);
  const [at, key] = request.after ?? [];
  const window = {
    customerKey,
    kinds: new Set(args.kinds ?? ALL_KINDS),
    after: at === undefined ? undefined : { at: Number(at), key: Number(key) },
    from: args.from ?? undefined,
    to: args.to ?? undefined,
    limit: request.first + 1,
  };
  const parts = await Promise.all(STREAMS.map((stream) => stream(ctx.db.read, window)));
  const newest: TimelineRow[] = parts
    .flat()
    .toSorted((a, b) => b.at - a.at || b.key - a.key)
    .slice(0, window.limit);
  return toPage(ctx, request, withFields(newest, timelineFields), (entry) => [entry.at, entry.key]);
}
