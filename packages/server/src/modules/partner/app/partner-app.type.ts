import { PARTNER_LIMITS as LIMITS, type PartnerWarning } from '@dossier/shared/partner';
import { localTimeOf } from '@dossier/shared/standardise';
import { ID, Int, ObjectType } from 'type-graphql';
import type { GraphQLSchema } from 'graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { Alarm, toAlarms } from '../../alarm/index.ts';
import { DataClassEnum, loadUser, toUser, User } from '../../access/index.ts';
import { PartnerCredential, toCredentials } from '../credential/credential.type.ts';
import { isGood } from '../credential/credentials.ts';
import { partnerSchema, printedSchema } from '../scope/partner-schema.ts';
import { PartnerUsage } from '../self/partner-self.type.ts';
import { DAYS_OF_USE, usageOf } from '../budget/usage.ts';
import { credentialLoader, developerLoader, openAlarmLoader, termsLoader } from './partner-app.loader.ts';
import type { AppRow } from './partner-apps.ts';
import { PartnerAppStateEnum, PartnerWarningEnum } from './partner-enums.ts';
import { PartnerTerms, toTerms } from './partner-terms.type.ts';
import { readTerms } from './terms.ts';

const WARN_MS = LIMITS.warnDays * 86_400_000;

/** A program of another company that may read customers' data. */
@AboutInstallation()
@ObjectType({
  implements: Node,
  description: 'A program of another company that may read data of customers who consented to that.',
})
export class PartnerApp extends Node {
  row: AppRow;
  @Readable(() => String, 'INTERNAL', 'What it is called.')
  name: string;
  @Readable(() => PartnerAppStateEnum, 'INTERNAL', 'Where it stands; only APPROVED ones get anything.')
  state: string;
  @Readable(() => String, 'INTERNAL', 'Who answers for it at the partner.')
  contactName: string;
  @Readable(() => String, 'INTERNAL', 'Where to reach them.')
  contactEmail: string;
  @Readable(() => String, 'INTERNAL', 'What it is for, in words.', { nullable: true })
  note: string | null;
  @Readable(() => PartnerTerms, 'INTERNAL', 'The terms that count; null before any were approved.', { nullable: true })
  inForce: Resolved<PartnerTerms | null>;
  @Readable(() => PartnerTerms, 'INTERNAL', 'The terms that are being written, reviewed or were sent back.', {
    nullable: true,
  })
  proposed: Resolved<PartnerTerms | null>;
  @Readable(() => [PartnerTerms], 'INTERNAL', 'All terms that it ever had or asked for, the latest first.')
  terms: Resolved<PartnerTerms[]>;
  @Readable(() => [PartnerCredential], 'INTERNAL', 'What it proves with who it is, the newest first.')
  credentials: Resolved<PartnerCredential[]>;
  @Readable(() => [User], 'INTERNAL', 'Who of the partner may sign in to its page, in the order of coming.')
  developers: Resolved<User[]>;
  @Readable(() => [PartnerUsage], 'INTERNAL', 'What it asked for on the last 30 days that it asked, the latest first.')
  usage: Resolved<PartnerUsage[]>;
  @Readable(() => [PartnerWarningEnum], 'INTERNAL', 'What somebody should look after.')
  warnings: Resolved<string[]>;
  @Readable(() => [Alarm], 'INTERNAL', 'Alarms about it that nobody has looked into, the latest first.')
  openAlarms: Resolved<Alarm[]>;
  @Readable(
    () => DateTimeScalar,
    'INTERNAL',
    'By when somebody has to look at it again; unreviewed ones are suspended.',
    {
      nullable: true,
    },
  )
  reviewDueAt: number | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'Since when it is suspended or ended.', { nullable: true })
  stoppedAt: number | null;
  @Readable(() => String, 'INTERNAL', 'Why it is suspended or ended.', { nullable: true })
  stopReason: string | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was registered.')
  createdAt: number;
  @Readable(() => String, 'INTERNAL', 'Changes with every change; changes send it back.')
  version: string;
}

const computed: Pick<
  PartnerApp,
  'inForce' | 'proposed' | 'terms' | 'credentials' | 'developers' | 'usage' | 'warnings' | 'openAlarms'
> &
  ThisType<PartnerApp> = {
  async inForce(_args, ctx) {
    return await numbered(ctx, this.row, this.row.in_force);
  },
  async proposed(_args, ctx) {
    return await numbered(ctx, this.row, this.row.proposed);
  },
  async terms(_args, ctx) {
    return toTerms(ctx, await ctx.once(termsLoader).load(this.row.id));
  },
  async credentials(_args, ctx) {
    return toCredentials(ctx, await ctx.once(credentialLoader).load(this.row.id));
  },
  async developers(_args, ctx) {
    const own = await ctx.once(developerLoader).load(this.row.id);
    const users = await Promise.all(own.map(async ({ user_id: key }) => await loadUser(ctx, key)));
    return users.flatMap((user) => (user ? [toUser(ctx, user)] : []));
  },
  async openAlarms(_args, ctx) {
    return toAlarms(ctx, await ctx.once(openAlarmLoader).load(this.row.id));
  },
  async usage(_args, ctx) {
    return await usageOf(ctx, this.row.id, DAYS_OF_USE);
  },
  async warnings(_args, ctx, info) {
    return await warningsOf(ctx, this.row, info.schema);
  },
};

async function numbered(ctx: Ctx, row: AppRow, number: number | null): Promise<PartnerTerms | null> {
  const all = await ctx.once(termsLoader).load(row.id);
  const [terms] = toTerms(
    ctx,
    all.filter((one) => one.number === number),
  );
  return terms ?? null;
}

/** What somebody should look after at an app that is approved. */
export async function warningsOf(ctx: Ctx, row: AppRow, schema: GraphQLSchema): Promise<PartnerWarning[]> {
  if (row.state !== 'APPROVED') return [];
  const now = ctx.now();
  const good = (await ctx.once(credentialLoader).load(row.id)).filter((one) => isGood(one, now));
  const inForce = (await ctx.once(termsLoader).load(row.id)).find(({ number }) => number === row.in_force);
  const terms = inForce && readTerms(inForce.document);
  const soon = localTimeOf(now + WARN_MS, (await ctx.settings()).timeZone)
    .toISOString()
    .slice(0, 10);
  const isChanged = inForce && inForce.sdl !== printedSchema(partnerSchema(schema, readTerms(inForce.document).fields));
  return [
    ...(good.length === 0 ? ['NO_CREDENTIAL' as const] : []),
    ...(good.some(({ expires_at: end }) => end <= now + WARN_MS) ? ['CREDENTIAL_EXPIRES' as const] : []),
    ...((row.review_due_at ?? 0) <= now + WARN_MS ? ['REVIEW_DUE' as const] : []),
    ...(terms && terms.contractTo <= soon ? ['CONTRACT_ENDS' as const] : []),
    ...(isChanged ? ['SCHEMA_CHANGED' as const] : []),
  ];
}

/** Apps as the API shows them. */
export function toApps(ctx: Ctx, rows: readonly AppRow[]): PartnerApp[] {
  return withFields(
    rows.map((row) => ({
      row,
      id: ctx.publicIds.encode('app', row.id),
      name: row.name,
      state: row.state,
      contactName: row.contact_name,
      contactEmail: row.contact_email,
      note: row.note,
      reviewDueAt: row.review_due_at,
      stoppedAt: row.stopped_at,
      stopReason: row.stop_reason,
      createdAt: row.created_at,
      version: ctx.publicIds.version(row.id, row.version),
    })),
    computed,
  );
}

/** Answer to a change of an app. */
@AboutInstallation()
@ObjectType({ description: 'The app after the change, or why it was refused.' })
export class PartnerAppPayload {
  @Readable(() => PartnerApp, 'INTERNAL', 'The app; null when refused.', { nullable: true })
  app: PartnerApp | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

/** An app by name, for whoever meets it in consents and disclosures. */
@AboutInstallation()
@ObjectType({ description: 'A partner app as a recipient of data.' })
export class PartnerRecipient {
  @Readable(() => ID, 'PUBLIC', 'The app’s id.')
  id: string;
  @Readable(() => String, 'INTERNAL', 'What it is called.')
  name: string;
  @Readable(() => PartnerAppStateEnum, 'INTERNAL', 'Where it stands.')
  state: string;
}

/** An app by name. */
export function toRecipient(ctx: Ctx, { id, name, state }: AppRow): PartnerRecipient {
  return { id: ctx.publicIds.encode('app', id), name, state };
}

/** A field that can be given to apps. */
@AboutInstallation()
@ObjectType({ description: 'A field that can be given to partner apps.' })
export class PartnerOfferedField {
  @Readable(() => ID, 'PUBLIC', 'Its coordinate, for example `Customer.name`.')
  coordinate: string;
  @Readable(() => DataClassEnum, 'PUBLIC', 'The class of its value.')
  dataClass: string;
  @Readable(() => String, 'PUBLIC', 'What it means.')
  description: string;
  @Readable(() => [String], 'PUBLIC', 'Codes of the fields that a customer must have consented to for a value.')
  consentTo: readonly string[];
  @Readable(() => String, 'PUBLIC', 'The type of object that it holds; null for a plain value.', { nullable: true })
  holds: string | null;
  @Readable(() => Int, 'PUBLIC', 'What one value costs.')
  cost: number;
}
