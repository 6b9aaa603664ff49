import { LOCALES } from '@dossier/shared/error';
import { PRIVACY_LIMITS as LIMITS } from '@dossier/shared/privacy';
import type { Ctx } from '../../../platform/context/context.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { type Refusal, Refused } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { normaliseText, policyDigest } from './policy-digest.ts';

const TRIES = 3;

/** A new version of the privacy policy. */
export interface PolicyInput {
  readonly texts: readonly { readonly locale: string; readonly title: string; readonly body: string }[];
  readonly note?: string | null;
}

/**
 * Publishes a version of the privacy policy: from now on it is the one that is shown. It never changes; a correction is a
 * version of its own.
 *
 * Refuses REQUIRED, TOO_LONG, INVALID_CHOICE and DUPLICATE (languages), ALREADY_DONE when the present version says the same.
 *
 * @returns the version's key
 */
export async function publishPolicy(ctx: Ctx, input: PolicyInput, idempotencyKey?: string): Promise<number> {
  const texts = input.texts.map(({ locale, title, body }) => ({
    locale,
    title: normaliseText(title),
    body: normaliseText(body),
  }));
  const note = normaliseText(input.note ?? '') || null;
  checkTexts(texts, note);
  await ctx.db.ids.ensure(2);
  for (let attempt = 1; ; attempt++) {
    try {
      return await idempotent(ctx, idempotencyKey, { operation: 'privacyPolicyPublish', input }, async (trx) => {
        const last = await lastVersion(trx);
        const digests = texts.map(policyDigest);
        if (last && sameSet(last.digests, digests))
          throw new Refused([{ code: 'ALREADY_DONE', field: ['input', 'texts'] }]);
        const id = ctx.db.ids.take();
        const number = (last?.number ?? 0) + 1;
        await trx
          .insertInto('policy_version')
          .values({ id, number, published_at: ctx.now(), published_by: ctx.actor.userId, note })
          .execute();
        await bulkInsert(
          trx,
          'policy_text',
          ['policy_id', 'locale', 'title', 'body', 'digest'],
          texts.map((text, place) => [id, text.locale, text.title, text.body, digests[place]]),
        );
        await recordAudit(trx, ctx, {
          action: 'privacyPolicy.published',
          objectType: 'privacyPolicy',
          objectId: id,
          fields: texts.map(({ locale }) => locale),
          detail: { number, digests },
        });
        return id;
      });
    } catch (error) {
      // Two versions published at the same moment: the second is the next one.
      if (attempt >= TRIES || !isDuplicateKey(error)) throw error;
    }
  }
}

async function lastVersion(trx: Trx): Promise<{ number: number; digests: readonly string[] } | undefined> {
  const last = await trx
    .selectFrom('policy_version')
    .select(['id', 'number'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) return undefined;
  const texts = await trx.selectFrom('policy_text').select('digest').where('policy_id', '=', last.id).execute();
  return { number: last.number, digests: texts.map(({ digest }) => digest) };
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}

function checkTexts(texts: PolicyInput['texts'], note: string | null): void {
  const refusals: Refusal[] = [];
  if (texts.length === 0) refusals.push({ code: 'REQUIRED', field: ['input', 'texts'] });
  for (const [place, text] of texts.entries()) {
    const field = (name: string) => ['input', 'texts', String(place), name];
    if (!LOCALES.some((locale) => locale === text.locale))
      refusals.push({ code: 'INVALID_CHOICE', field: field('locale') });
    if (texts.findIndex(({ locale }) => locale === text.locale) < place)
      refusals.push({ code: 'DUPLICATE', field: field('locale') });
    for (const [name, max] of [
      ['title', LIMITS.policyTitle],
      ['body', LIMITS.policyBody],
    ] as const) {
      if (text[name] === '') refusals.push({ code: 'REQUIRED', field: field(name) });
      if (text[name].length > max) refusals.push({ code: 'TOO_LONG', field: field(name), params: { max } });
    }
  }
  if ((note ?? '').length > LIMITS.policyNote)
    refusals.push({ code: 'TOO_LONG', field: ['input', 'note'], params: { max: LIMITS.policyNote } });
  if (refusals.length > 0) throw new Refused(refusals);
}
