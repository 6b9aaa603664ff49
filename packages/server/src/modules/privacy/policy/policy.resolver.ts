import { type Purpose, PURPOSE_MEANINGS, PURPOSES } from '@dossier/shared/privacy';
import { Arg, Ctx as FromContext, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { AboutInstallation, Readable } from '../../../platform/graphql/exposure.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { PurposeEnum } from '../privacy-enums.ts';
import { listPolicyVersions, policyInForce, policyVersionLoader } from './policies.ts';
import {
  PolicyVersion,
  PolicyVersionConnection,
  PrivacyPolicyInput,
  PrivacyPolicyPayload,
  toPolicyVersion,
} from './policy.type.ts';
import { publishPolicy } from './publish-policy.ts';

/** A purpose with what people call it. */
@AboutInstallation()
@ObjectType({ description: 'What customer data may be used for. The list is fixed.' })
export class PurposeInfo {
  @Readable(() => PurposeEnum, 'PUBLIC', 'Its code.')
  code: Purpose;
  @Readable(() => String, 'PUBLIC', 'What people call it, in Chinese.')
  nameZh: string;
  @Readable(() => String, 'PUBLIC', 'What people call it, in English.')
  nameEn: string;
  @Readable(() => String, 'PUBLIC', 'What it covers, in Chinese.')
  meaningZh: string;
  @Readable(() => String, 'PUBLIC', 'What it covers, in English.')
  meaningEn: string;
}

/** Purposes and the texts of the privacy policy. */
@Resolver()
export class PolicyResolver {
  @Query(() => [PurposeInfo], { description: 'What customer data may be used for.' })
  purposes(): PurposeInfo[] {
    return PURPOSES.items.map(({ code, label }, place) => {
      const meaning = PURPOSE_MEANINGS.items[place]?.label;
      return {
        code,
        nameZh: label['zh-CN'],
        nameEn: label.en,
        meaningZh: meaning?.['zh-CN'] ?? '',
        meaningEn: meaning?.en ?? '',
      };
    });
  }

  @Query(() => PolicyVersion, {
    nullable: true,
    description: 'The privacy policy in force; null as long as none was published.',
  })
  async privacyPolicy(@FromContext() ctx: Ctx): Promise<PolicyVersion | null> {
    const row = await policyInForce(ctx.db.read, ctx.now());
    return row ? toPolicyVersion(ctx, row) : null;
  }

  @Query(() => PolicyVersionConnection, { description: 'Every version of the privacy policy, the newest first.' })
  async privacyPolicyVersions(
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<PolicyVersion>> {
    const page = pageRequest(ctx, 'policies', { first, after });
    const rows = await listPolicyVersions(ctx, page);
    return toPage(
      ctx,
      page,
      rows.map((row) => toPolicyVersion(ctx, row)),
      ({ number }) => [number],
    );
  }

  @Mutation(() => PrivacyPolicyPayload, {
    description: 'Publishes a version of the privacy policy, for good. Needs PRIVACY_MANAGE.',
  })
  async privacyPolicyPublish(
    @Arg('input', () => PrivacyPolicyInput) input: PrivacyPolicyInput,
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<PrivacyPolicyPayload> {
    return await answer(ctx, async () => {
      const id = await publishPolicy(ctx, input, idempotencyKey ?? undefined);
      const row = await ctx.once(policyVersionLoader).load(id);
      return { policyVersion: row ? toPolicyVersion(ctx, row) : null };
    });
  }
}
