import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { type Disclosure, type DisclosureFilter, toDisclosures } from './disclosure.type.ts';
import { type DisclosureConditions, listDisclosures, positionOf } from './read-disclosures.ts';

interface PageArguments {
  readonly first: number;
  readonly after: string | null;
}

/** What any app was given of these customers (several when some were merged), the latest day first. */
export async function disclosuresOf(
  ctx: Ctx,
  customerKeys: readonly number[],
  args: PageArguments,
): Promise<Page<Disclosure>> {
  return await pageOf(ctx, `disclosures:${customerKeys.join(',')}`, { customerIds: customerKeys, way: 'APP' }, args);
}

/** What apps were given, the latest day first. */
export async function disclosuresBy(
  ctx: Ctx,
  filter: DisclosureFilter | null,
  args: PageArguments,
): Promise<Page<Disclosure>> {
  const readerId = filter?.appId == null ? undefined : (ctx.publicIds.decode('app', filter.appId) ?? -1);
  const conditions: DisclosureConditions = {
    way: 'APP',
    ...(readerId === undefined ? {} : { readerId }),
    ...(filter?.purpose == null ? {} : { purpose: filter.purpose }),
    ...(filter?.from == null ? {} : { from: filter.from }),
    ...(filter?.to == null ? {} : { to: filter.to }),
  };
  return await pageOf(ctx, 'disclosures', conditions, args);
}

async function pageOf(
  ctx: Ctx,
  scope: string,
  conditions: DisclosureConditions,
  args: PageArguments,
): Promise<Page<Disclosure>> {
  const page = pageRequest(ctx, scope, args);
  const days = conditions.customerIds?.length === 0 ? [] : await listDisclosures(ctx, conditions, page);
  return toPage(ctx, page, toDisclosures(ctx, days), ({ position }) => positionOf(position));
}
