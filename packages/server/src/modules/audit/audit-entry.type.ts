import { DENIALS } from '@dossier/shared/audit';
import { ID, InputType, ObjectType } from 'type-graphql';
import type { Selectable } from 'kysely';
import type { Ctx } from '../../platform/context/context.ts';
import type { IdType } from '../../platform/crypto/public-ids.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { enumOf } from '../../platform/graphql/enum.ts';
import { AboutInstallation, Filterable, Readable } from '../../platform/graphql/exposure.ts';
import { DateTimeScalar, DecimalScalar } from '../../platform/graphql/scalars.ts';

/** Whether something was done or refused. */
export const AuditDecisionEnum = enumOf('AuditDecision', 'Whether something was done or refused.', {
  ALLOWED: 'It was done.',
  DENIED: 'It was refused, or failed for want of the right credentials.',
});

/** A count or digest of an entry that stands for several things. */
@AboutInstallation()
@ObjectType({ description: 'A count or digest of an entry that stands for several things.' })
export class AuditDetail {
  @Readable(() => String, 'INTERNAL', 'What it is.')
  name: string;
  @Readable(() => String, 'INTERNAL', 'The count or digest; of a list, how many are in it.')
  value: string;
}

/** One entry of the audit log, as the API shows it. */
@AboutInstallation()
@ObjectType({ description: 'Who did what to what, when and why. Names of fields only, never values.' })
export class AuditEntry {
  @Readable(() => ID, 'PUBLIC', 'Its id.')
  id: string;
  @Readable(() => DecimalScalar, 'INTERNAL', 'Its place in the chain; null for about a second, until it is linked.', {
    nullable: true,
  })
  seq: string | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was done.')
  at: number;
  @Readable(
    () => ID,
    'INTERNAL',
    'Who did it: a user or a partner app; null for the system and whoever was not signed in.',
    {
      nullable: true,
    },
  )
  actorId: string | null;
  @Readable(() => String, 'INTERNAL', 'How they did it: user, token, app, system, enrolling or anonymous.')
  actorKind: string;
  @Readable(() => String, 'INTERNAL', 'Who did it, by the name they had then.')
  actorName: string;
  @Readable(() => AuditDecisionEnum, 'INTERNAL', 'Whether it was done or refused.')
  decision: 'ALLOWED' | 'DENIED';
  @Readable(() => String, 'INTERNAL', 'What was done, for example `customer.updated`.')
  action: string;
  @Readable(() => String, 'INTERNAL', 'The kind of thing it was done to, for example `customer`.')
  objectType: string;
  @Readable(() => ID, 'INTERNAL', 'What it was done to; null when it concerns no single thing.', { nullable: true })
  objectId: string | null;
  @Readable(() => [String], 'INTERNAL', 'The fields concerned.')
  fields: string[];
  @Readable(() => String, 'INTERNAL', 'Why, in the words of the person who did it.', { nullable: true })
  reason: string | null;
  @Readable(() => String, 'INTERNAL', 'The request it came with; the log has the same.', { nullable: true })
  requestId: string | null;
  @Readable(() => [AuditDetail], 'INTERNAL', 'Counts and digests.')
  details: AuditDetail[];
  @Readable(() => String, 'INTERNAL', 'The hash that links it to the one before; null until it is linked.', {
    nullable: true,
  })
  hash: string | null;
}

/** A page of audit entries. */
export const AuditConnection = connectionOf(AuditEntry, 'Audit', { totalCount: false, aboutInstallation: true });

/** Which audit entries. */
@AboutInstallation()
@InputType({ description: 'Which audit entries; all that is given must hold.' })
export class AuditFilter {
  @Filterable(() => ID, 'INTERNAL', 'Done by this user or partner app.')
  actorId: string | null;
  @Filterable(() => String, 'INTERNAL', 'What was done, for example `customer.updated`.')
  action: string | null;
  @Filterable(() => AuditDecisionEnum, 'INTERNAL', 'Only what was done, or only what was refused.')
  decision: 'ALLOWED' | 'DENIED' | null;
  @Filterable(() => ID, 'INTERNAL', 'Done to this thing.')
  objectId: string | null;
  @Filterable(() => DateTimeScalar, 'INTERNAL', 'At this instant or later.')
  from: number | null;
  @Filterable(() => DateTimeScalar, 'INTERNAL', 'Before this instant.')
  to: number | null;
}

// The kinds of things that have a public id; of others only the kind is shown.
const ID_TYPES: Readonly<Record<string, IdType>> = {
  customer: 'cus',
  source: 'src',
  tag: 'tag',
  order: 'ord',
  product: 'prd',
  file: 'fil',
  import: 'imp',
  importTemplate: 'tpl',
  export: 'exp',
  job: 'job',
  user: 'usr',
  apiToken: 'tok',
  session: 'ses',
  privacyPolicy: 'pol',
  processingActivity: 'act',
  partnerApp: 'app',
  partnerCredential: 'crd',
  team: 'tea',
  alarm: 'alm',
  breakGlass: 'brk',
  relationship: 'rel',
  decisionChain: 'dch',
};

/** A row as the API shows it. */
export function toAuditEntry(ctx: Ctx, row: Selectable<Tables['audit_entry']>): AuditEntry {
  const type = ID_TYPES[row.object_type];
  return {
    id: ctx.publicIds.encode('aud', row.id),
    seq: row.seq === null ? null : String(row.seq),
    at: row.at,
    actorId: row.actor_id === 0 ? null : ctx.publicIds.encode(row.actor_kind === 'app' ? 'app' : 'usr', row.actor_id),
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    decision: DENIALS.has(row.action) ? 'DENIED' : 'ALLOWED',
    action: row.action,
    objectType: row.object_type,
    objectId: type === undefined || row.object_id === null ? null : ctx.publicIds.encode(type, row.object_id),
    // recordAudit wrote a list of names.
    fields: JSON.parse(row.fields) as string[],
    reason: row.reason,
    requestId: row.request_id,
    details: detailsOf(row.detail),
    hash: row.hash,
  };
}

// recordAudit wrote an object of counts, digests and lists of keys: the keys mean nothing outside.
function detailsOf(json: string | null): AuditDetail[] {
  const detail = json === null ? {} : (JSON.parse(json) as Record<string, unknown>);
  return Object.entries(detail).flatMap(([name, value]) => {
    if (Array.isArray(value)) return [{ name, value: String(value.length) }];
    return typeof value === 'object' ? [] : [{ name, value: String(value) }];
  });
}
