import type { Ctx } from '../../platform/context/context.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import type { Target } from './versions.ts';

/** Which version of which row a mutation means. Refuses NOT_FOUND and STALE for what is no id and no version of one. */
export function targetOf(
  ctx: Ctx,
  type: 'rel' | 'dch' | 'dcm',
  named: { readonly id: string; readonly version: string; readonly idempotencyKey: string | null },
): Target {
  const id = ctx.publicIds.decode(type, named.id) ?? refuse('NOT_FOUND', ['id']);
  const version = ctx.publicIds.versionOf(id, named.version) ?? refuse('STALE', ['version']);
  return { id, version, idempotencyKey: named.idempotencyKey ?? undefined };
}
