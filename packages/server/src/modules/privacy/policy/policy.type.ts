import { ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { connectionOf } from '../../../platform/graphql/connection.ts';
import { AboutInstallation, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { loadUser, toUser, User } from '../../access/index.ts';
import { policyTextLoader, type PolicyVersionRow } from './policies.ts';

/** A published text of the privacy policy in one language. */
@AboutInstallation()
@ObjectType({ description: 'A published privacy policy in one language. It never changes.' })
export class PolicyText {
  @Readable(() => String, 'PUBLIC', 'Its language (BCP 47): zh-CN or en.')
  locale: string;
  @Readable(() => String, 'PUBLIC', 'Its title.')
  title: string;
  @Readable(() => String, 'PUBLIC', 'The text; paragraphs are separated by an empty line.')
  body: string;
  @Readable(
    () => String,
    'PUBLIC',
    'SHA-256 (hexadecimal) over language, line end, title, two line ends, body in UTF-8: what to compare a shown text with.',
  )
  digest: string;
}

/** A published version of the privacy policy. */
@AboutInstallation()
@ObjectType({
  implements: Node,
  description: 'A version of the privacy policy. Consents point to the one that was shown; a version never changes.',
})
export class PolicyVersion {
  key: number;
  publisherKey: number;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: string;
  @Readable(() => Int, 'PUBLIC', 'Its number: 1, 2, 3 …')
  number: number;
  @Readable(() => DateTimeScalar, 'PUBLIC', 'Since when it is in force, until the next one is published.')
  publishedAt: number;
  @Readable(() => User, 'INTERNAL', 'Who published it.', { nullable: true })
  publishedBy: Resolved<User | null>;
  @Readable(() => String, 'PUBLIC', 'What changed.', { nullable: true })
  note: string | null;
  @Readable(() => [PolicyText], 'PUBLIC', 'Its text in each language.')
  texts: Resolved<readonly PolicyText[]>;
}

/** A page of versions. */
export const PolicyVersionConnection = connectionOf(PolicyVersion, 'PolicyVersion', {
  totalCount: false,
  aboutInstallation: true,
});

const fields: Pick<PolicyVersion, 'publishedBy' | 'texts'> & ThisType<PolicyVersion> = {
  async publishedBy(_args, ctx) {
    const user = this.publisherKey === 0 ? undefined : await loadUser(ctx, this.publisherKey);
    return user ? toUser(ctx, user) : null;
  },
  async texts(_args, ctx) {
    return await ctx.once(policyTextLoader).load(this.key);
  },
};

/** A row as the API shows it. */
export function toPolicyVersion(ctx: Ctx, row: PolicyVersionRow): PolicyVersion {
  const shown = {
    key: row.id,
    publisherKey: row.published_by,
    id: ctx.publicIds.encode('pol', row.id),
    number: row.number,
    publishedAt: row.published_at,
    note: row.note,
  };
  const [version] = withFields([shown], fields);
  // One row in, one row out.
  return version as PolicyVersion;
}

/** A text of a version to be published. */
@AboutInstallation()
@InputType({ description: 'A privacy policy in one language.' })
export class PolicyTextInput {
  @Writable(() => String, 'PUBLIC', 'zh-CN or en; each at most once.', { nullable: false })
  locale: string;
  @Writable(() => String, 'PUBLIC', 'Its title, at most 200 characters.', { nullable: false })
  title: string;
  @Writable(() => String, 'PUBLIC', 'The text, at most 60,000 characters.', { nullable: false })
  body: string;
}

/** A version to be published. */
@AboutInstallation()
@InputType({ description: 'A version of the privacy policy to be published. It is final.' })
export class PrivacyPolicyInput {
  @Writable(() => [PolicyTextInput], 'PUBLIC', 'Its text in each language; at least one.', { nullable: false })
  texts: PolicyTextInput[];
  @Writable(() => String, 'PUBLIC', 'What changed, for its readers; at most 500 characters.')
  note?: string | null;
}

/** Answer to publishing. */
@AboutInstallation()
@ObjectType({ description: 'The version, or why it was not published.' })
export class PrivacyPolicyPayload {
  @Readable(() => PolicyVersion, 'PUBLIC', 'The version; null when refused.', { nullable: true })
  policyVersion: PolicyVersion | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
