import { contentAfter, type LineContent, type LineRow, type VersionRow } from './line-content.ts';

/**
 * What a line shows when these are all its versions: every live version is said after the one before it, oldest first. It stands
 * where the first live one put it. Without a live version the newest one stands, retracted.
 */
export function foldVersions(line: LineRow, versions: readonly VersionRow[]): LineRow {
  const ordered = versions.toSorted((a, b) => a.revision - b.revision);
  const live = ordered.filter(({ retracted }) => retracted === 0);
  const newest = live.at(-1) ?? ordered.at(-1);
  if (!newest) return line;
  let shown: LineContent = live[0] ?? newest;
  for (const version of live.slice(1)) shown = contentAfter(shown, version);
  return {
    order_id: line.order_id,
    line_key: line.line_key,
    id: live[0]?.revision ?? line.id,
    revision: newest.revision,
    import_id: newest.import_id,
    retracted: newest.retracted,
    given: newest.given,
    product_id: shown.product_id,
    description: shown.description,
    quantity: newest.quantity,
    unit_price: newest.unit_price,
    amount: newest.amount,
    kind: newest.kind,
    placed_at: newest.placed_at,
    named_customer_id: shown.named_customer_id,
    stated_status: shown.stated_status,
  };
}
