import type { Ctx } from '../../../platform/context/context.ts';

/** Where a value stands: in which record, and at which place of the record's own list (0 for single values, -1 for a pin). */
export interface ValuePlace {
  readonly recordId: number;
  readonly position: number;
}

/** Names a value of a field for the API: by where it stands, so that the name tells nothing of it. */
export function valueId(ctx: Pick<Ctx, 'publicIds'>, { recordId, position }: ValuePlace): string {
  return `${ctx.publicIds.encode('rec', recordId)}.${position}`;
}

/** Reads such a name; undefined when it is none. */
export function valuePlace(ctx: Pick<Ctx, 'publicIds'>, id: string): ValuePlace | undefined {
  const [record = '', position = ''] = id.split('.');
  const recordId = ctx.publicIds.decode('rec', record);
  return recordId === undefined || !/^-?\d{1,5}$/.test(position) ? undefined : { recordId, position: Number(position) };
}
