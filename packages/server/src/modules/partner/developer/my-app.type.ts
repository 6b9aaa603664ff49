import { ID, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar, LocalDateScalar } from '../../../platform/graphql/scalars.ts';
import { PurposeEnum } from '../../privacy/index.ts';
import { termsLoader, credentialLoader } from '../app/partner-app.loader.ts';
import { warningsOf } from '../app/partner-app.type.ts';
import type { AppRow } from '../app/partner-apps.ts';
import { PartnerAppStateEnum, PartnerWarningEnum } from '../app/partner-enums.ts';
import { changesBy, PartnerAgreement } from '../app/partner-terms.type.ts';
import { readTerms } from '../app/terms.ts';
import { writtenBudgetOf } from '../budget/spend.ts';
import { DAYS_OF_USE, usageOf } from '../budget/usage.ts';
import { PartnerCredential, toCredentials } from '../credential/credential.type.ts';
import { exampleOperation } from '../scope/example-operation.ts';
import { partnerSchema, printedSchema } from '../scope/partner-schema.ts';
import { PartnerBudget, PartnerUsage } from '../self/partner-self.type.ts';

/** What new terms changed of an app's schema. */
@AboutInstallation()
@ObjectType({ description: 'What terms of a partner app changed of its schema when they came into force.' })
export class PartnerSchemaChange {
  @Readable(() => Int, 'INTERNAL', 'The number of the terms.')
  number: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When they came into force.')
  at: number;
  @Readable(() => [String], 'INTERNAL', 'Line by line: `+` is new, `-` is gone.')
  diff: readonly string[];
}

/** What an app was given of one customer on one day, as its own people read it: the customer is an id, and nothing of it leads on. */
@AboutInstallation()
@ObjectType({
  description: 'What a partner app was given of a customer on one day, under one purpose, as its people read it.',
})
export class PartnerGiven {
  @Readable(() => ID, 'INTERNAL', 'The id of the customer, as the app gets it.')
  customerId: string;
  @Readable(() => PurposeEnum, 'INTERNAL', 'What for.')
  purpose: string;
  @Readable(() => [String], 'INTERNAL', 'Which fields.')
  fields: Resolved<readonly string[]>;
  @Readable(() => LocalDateScalar, 'INTERNAL', 'The day, in UTC.')
  day: string;
  @Readable(() => Int, 'INTERNAL', 'How many responses had these fields of this customer.')
  count: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'The first of them.')
  firstAt: number;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'The last of them.')
  lastAt: number;
}

/** A page of what an app was given. */
export const PartnerGivenConnection = connectionOf(PartnerGiven, 'PartnerGiven', {
  totalCount: false,
  aboutInstallation: true,
});

/** An app as the partner's own people see it: nothing in it names who works here, or what they think of the app. */
@AboutInstallation()
@ObjectType({ description: 'A partner app, as its own people at the partner see it.' })
export class MyPartnerApp {
  row: AppRow;
  @Readable(() => ID, 'PUBLIC', 'What the app names itself by (client_id).')
  id: string;
  @Readable(() => String, 'INTERNAL', 'What it is called.')
  name: string;
  @Readable(() => PartnerAppStateEnum, 'INTERNAL', 'Where it stands; only APPROVED ones get anything.')
  state: string;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'Since when it is suspended.', { nullable: true })
  stoppedAt: number | null;
  @Readable(() => [PartnerWarningEnum], 'INTERNAL', 'What somebody should look after.')
  warnings: Resolved<string[]>;
  @Readable(() => PartnerAgreement, 'INTERNAL', 'The terms that count; null before any were approved.', {
    nullable: true,
  })
  agreement: Resolved<PartnerAgreement | null>;
  @Readable(() => [PartnerCredential], 'INTERNAL', 'What it proves with who it is, the newest first.')
  credentials: Resolved<PartnerCredential[]>;
  @Readable(() => String, 'INTERNAL', 'Its schema as it is now; null before any terms were approved.', {
    nullable: true,
  })
  sdl: Resolved<string | null>;
  @Readable(() => String, 'INTERNAL', 'An operation on its schema to begin with.', { nullable: true })
  example: Resolved<string | null>;
  @Readable(
    () => [PartnerSchemaChange],
    'INTERNAL',
    'What the terms it had so far changed of its schema, the latest first.',
  )
  schemaChanges: Resolved<PartnerSchemaChange[]>;
  @Readable(() => PartnerBudget, 'INTERNAL', 'What is left of its budget; null before any terms were approved.', {
    nullable: true,
  })
  budget: Resolved<PartnerBudget | null>;
  @Readable(() => [PartnerUsage], 'INTERNAL', 'What it asked for on the last 30 days that it asked, the latest first.')
  usage: Resolved<PartnerUsage[]>;
}

type Computed = 'warnings' | 'agreement' | 'credentials' | 'sdl' | 'example' | 'schemaChanges' | 'budget' | 'usage';

const computed: Pick<MyPartnerApp, Computed> & ThisType<MyPartnerApp> = {
  async warnings(_args, ctx, info) {
    return await warningsOf(ctx, this.row, info.schema);
  },
  async agreement(_args, ctx) {
    return await agreementOf(ctx, this.row);
  },
  async credentials(_args, ctx) {
    return toCredentials(ctx, await ctx.once(credentialLoader).load(this.row.id));
  },
  async sdl(_args, ctx, info) {
    const agreement = await agreementOf(ctx, this.row);
    return agreement && printedSchema(partnerSchema(info.schema, agreement.fields));
  },
  async example(_args, ctx, info) {
    const agreement = await agreementOf(ctx, this.row);
    return (agreement && exampleOperation(partnerSchema(info.schema, agreement.fields))) ?? null;
  },
  async schemaChanges(_args, ctx) {
    const all = await ctx.once(termsLoader).load(this.row.id);
    return all.flatMap(({ number, sdl, decided_at: at }) =>
      sdl === null || at === null ? [] : [{ number, at, diff: changesBy(all, number, sdl) }],
    );
  },
  async budget(_args, ctx) {
    const agreement = await agreementOf(ctx, this.row);
    if (!agreement) return null;
    const { burst, perDay } = agreement;
    const { remaining, remainingToday, resetAt } = await writtenBudgetOf(ctx, { appId: this.row.id, burst, perDay });
    return { burst, remaining, perDay, remainingToday, resetAt: Date.parse(resetAt) };
  },
  async usage(_args, ctx) {
    return await usageOf(ctx, this.row.id, DAYS_OF_USE);
  },
};

async function agreementOf(ctx: Ctx, row: AppRow): Promise<PartnerAgreement | null> {
  const all = await ctx.once(termsLoader).load(row.id);
  const inForce = all.find(({ number }) => number === row.in_force);
  return inForce ? readTerms(inForce.document) : null;
}

/** An app as its people see it. */
export function toMyApp(ctx: Ctx, row: AppRow): MyPartnerApp {
  const [app] = withFields(
    [
      {
        row,
        id: ctx.publicIds.encode('app', row.id),
        name: row.name,
        state: row.state,
        stoppedAt: row.stopped_at,
      },
    ],
    computed,
  );
  if (!app) throw new Error('an app without a row');
  return app;
}
