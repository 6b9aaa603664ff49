import { ID, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar, LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import { loadUser, toUser, User } from '../../access/index.ts';
import { PurposeEnum } from '../../privacy/index.ts';
import { partnerSchema, printedSchema } from '../scope/partner-schema.ts';
import { diffSchemas } from '../scope/schema-diff.ts';
import { PartnerRiskEnum, PartnerTermsStateEnum } from './partner-enums.ts';
import type { TermsRow } from './partner-apps.ts';
import { approvalLoader, termsLoader } from './partner-app.loader.ts';
import { readTerms } from './terms.ts';

/** What one person said to proposed terms. */
@AboutInstallation()
@ObjectType({ description: 'That somebody approved terms.' })
export class PartnerApproval {
  userKey: number;
  @Readable(() => User, 'INTERNAL', 'Who.', { nullable: true })
  user: Resolved<User | null>;
  @Readable(() => String, 'INTERNAL', 'What they said to it.', { nullable: true })
  note: string | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When.')
  at: number;
}

/** What an app may get, from where, and within which bounds: what staff and the partner both read. */
@AboutInstallation()
@ObjectType({ description: 'What a partner app may get, from where, and within which bounds.' })
export class PartnerAgreement {
  @Readable(() => String, 'INTERNAL', 'The company that gets the data.')
  company: string;
  @Readable(() => String, 'INTERNAL', 'The country where it keeps them (ISO 3166-1 alpha-2).')
  region: string;
  @Readable(() => [PurposeEnum], 'INTERNAL', 'What it may ask for data for.')
  purposes: readonly string[];
  @Readable(() => [String], 'INTERNAL', 'The coordinates that exist for it.')
  fields: readonly string[];
  @Readable(() => [String], 'INTERNAL', 'Networks that it may come from; none: from anywhere.')
  addresses: readonly string[];
  @Readable(() => LocalDateScalar, 'INTERNAL', 'The first day of the contract.')
  contractFrom: string;
  @Readable(() => LocalDateScalar, 'INTERNAL', 'The last day of the contract.')
  contractTo: string;
  @Readable(() => Int, 'INTERNAL', 'Points that it may spend at once; they come back within a minute.')
  burst: number;
  @Readable(() => Int, 'INTERNAL', 'Points that it may spend in a day (UTC).')
  perDay: number;
}

/** What an app may get, as it was proposed at a time. */
@AboutInstallation()
@ObjectType({ description: 'What a partner app may get, as it was proposed at a time.' })
export class PartnerTerms extends PartnerAgreement {
  row: TermsRow;
  @Readable(() => ID, 'PUBLIC', 'Names these terms among all.')
  id: string;
  @Readable(() => Int, 'INTERNAL', 'Terms of an app are numbered from 1.')
  number: number;
  @Readable(() => PartnerTermsStateEnum, 'INTERNAL', 'Where they stand.')
  state: string;
  @Readable(() => PartnerRiskEnum, 'INTERNAL', 'How much harm the app could do.')
  risk: string;
  @Readable(() => User, 'INTERNAL', 'Who proposed them.', { nullable: true })
  proposedBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When they were written.')
  proposedAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When they were submitted.', { nullable: true })
  submittedAt: number | null;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When they came into force or were rejected.', { nullable: true })
  decidedAt: number | null;
  @Readable(() => [PartnerApproval], 'INTERNAL', 'Who approved them, in the order of time.')
  approvals: Resolved<PartnerApproval[]>;
  @Readable(() => String, 'INTERNAL', 'The schema that they give, or gave when they came into force.')
  sdl: Resolved<string>;
  @Readable(
    () => [String],
    'INTERNAL',
    'What they change of the schema of the terms before them, line by line: `+` is new, `-` is gone.',
  )
  diff: Resolved<string[]>;
}

/** What terms change of the schema before them; those that were in force at some time have theirs kept. */
export function changesBy(all: readonly TermsRow[], number: number, sdl: string): string[] {
  const before = all.find((one) => one.number < number && one.sdl !== null);
  return diffSchemas(before?.sdl ?? '', sdl);
}

const ofApproval: Pick<PartnerApproval, 'user'> & ThisType<PartnerApproval> = {
  async user(_args, ctx) {
    return await userOf(ctx, this.userKey);
  },
};

const computed: Pick<PartnerTerms, 'proposedBy' | 'approvals' | 'sdl' | 'diff'> & ThisType<PartnerTerms> = {
  async proposedBy(_args, ctx) {
    return await userOf(ctx, this.row.proposed_by);
  },
  async approvals(_args, ctx) {
    const all = await ctx.once(approvalLoader).load(this.row.app_id);
    const own = all.filter(({ number }) => number === this.row.number);
    return withFields(
      own.map(({ user_id: userKey, note, at }) => ({ userKey, note, at })),
      ofApproval,
    );
  },
  sdl(_args, _ctx, info) {
    return this.row.sdl ?? printedSchema(partnerSchema(info.schema, this.fields));
  },
  async diff(_args, ctx, info) {
    const all = await ctx.once(termsLoader).load(this.row.app_id);
    return changesBy(all, this.row.number, this.row.sdl ?? printedSchema(partnerSchema(info.schema, this.fields)));
  },
};

async function userOf(ctx: Ctx, key: number): Promise<User | null> {
  const user = await loadUser(ctx, key);
  return user ? toUser(ctx, user) : null;
}

/** Terms as the API shows them. */
export function toTerms(ctx: Ctx, rows: readonly TermsRow[]): PartnerTerms[] {
  return withFields(
    rows.map((row) => ({
      ...readTerms(row.document),
      row,
      id: `${ctx.publicIds.encode('app', row.app_id)}/${row.number}`,
      number: row.number,
      state: row.state,
      proposedAt: row.proposed_at,
      submittedAt: row.submitted_at,
      decidedAt: row.decided_at,
    })),
    computed,
  );
}
