import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { type DisclosureConditions, listDisclosures, positionOf } from './read-disclosures.ts';
import { type Sighting, type SightingFilter, toSightings } from './sighting.type.ts';

interface PageArguments {
  readonly filter: SightingFilter | null;
  readonly first: number;
  readonly after: string | null;
}

/** Who saw these customers (several when some were merged), the latest day first: staff and partner apps. */
export async function sightingsOf(
  ctx: Ctx,
  customerKeys: readonly number[],
  args: PageArguments,
): Promise<Page<Sighting>> {
  return await pageOf(ctx, `sightings:of:${customerKeys.join(',')}`, { customerIds: customerKeys }, args);
}

/** What one member of staff, or one partner app, saw of all customers, the latest day first. */
export async function sightingsBy(ctx: Ctx, readerId: number, args: PageArguments): Promise<Page<Sighting>> {
  return await pageOf(ctx, `sightings:by:${readerId}`, { readerId }, args);
}

async function pageOf(
  ctx: Ctx,
  scope: string,
  who: DisclosureConditions,
  { filter, ...args }: PageArguments,
): Promise<Page<Sighting>> {
  const page = pageRequest(ctx, scope, args);
  const conditions: DisclosureConditions = {
    ...who,
    ...(filter?.way == null ? {} : { way: filter.way }),
    ...(filter?.from == null ? {} : { from: filter.from }),
    ...(filter?.to == null ? {} : { to: filter.to }),
  };
  const days = who.customerIds?.length === 0 ? [] : await listDisclosures(ctx, conditions, page);
  return toPage(ctx, page, toSightings(ctx, days), ({ position }) => positionOf(position));
}
