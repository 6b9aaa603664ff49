/** Marks a row as the primary one, or not; other rows it competes with are then not. Changes the rows in place. */
export function markPrimary<Row extends { isPrimary: boolean }>(
  rows: Row[],
  index: number,
  isPrimary: boolean,
  competes: (one: Row, other: Row) => boolean = () => true,
): void {
  const marked = rows[index];
  if (!marked) return;
  if (isPrimary) for (const row of rows) if (competes(row, marked)) row.isPrimary = false;
  marked.isPrimary = isPrimary;
}
