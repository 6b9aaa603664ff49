import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import {
  PartnerAppApproveDocument,
  PartnerAppEndDocument,
  PartnerAppRejectDocument,
  PartnerAppResumeDocument,
  PartnerAppReviewDocument,
  PartnerAppSubmitDocument,
  PartnerAppSuspendDocument,
} from '../../gql/graphql.ts';
import type { PartnerChangeFragment } from '../../gql/graphql.ts';
import type { Failure } from '../../platform/apollo/failure.ts';
import { useMutation } from '../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../ui/use-user-errors.ts';
import type { UserErrors } from '../../ui/use-user-errors.ts';
import type { ShownApp } from './use-partner-form.ts';

/** What can be done with an app beside changing it. */
export type PartnerAct = 'submit' | 'approve' | 'reject' | 'suspend' | 'resume' | 'review' | 'end';

/** Deciding about an app. */
export interface PartnerActing {
  readonly errors: UserErrors;
  readonly failure: ComputedRef<Failure | undefined>;
  readonly busy: ComputedRef<boolean>;
  /** True when it was done; `text` is the reason or the note. */
  readonly act: (what: PartnerAct, app: ShownApp, text: string) => Promise<boolean>;
}

/** See {@link PartnerActing}. */
export function usePartnerAct(): PartnerActing {
  const errors = useUserErrors(['reason', 'note']);
  const refetch = { refetch: ['PartnerApps', 'PartnerApp', 'PartnerSchemas'] };
  const submit = useMutation(PartnerAppSubmitDocument, refetch);
  const approve = useMutation(PartnerAppApproveDocument, refetch);
  const reject = useMutation(PartnerAppRejectDocument, refetch);
  const suspend = useMutation(PartnerAppSuspendDocument, refetch);
  const resume = useMutation(PartnerAppResumeDocument, refetch);
  const review = useMutation(PartnerAppReviewDocument, refetch);
  const end = useMutation(PartnerAppEndDocument, refetch);
  const all = [submit, approve, reject, suspend, resume, review, end];

  async function run(
    what: PartnerAct,
    { id, version }: ShownApp,
    text: string,
  ): Promise<PartnerChangeFragment | undefined> {
    const reason = text;
    switch (what) {
      case 'submit':
        return (await submit.run({ id, version }))?.partnerAppSubmit;
      case 'approve':
        return (await approve.run({ id, version, note: text.trim() || null }))?.partnerAppApprove;
      case 'reject':
        return (await reject.run({ id, version, reason }))?.partnerAppReject;
      case 'suspend':
        return (await suspend.run({ id, reason }))?.partnerAppSuspend;
      case 'resume':
        return (await resume.run({ id, version, reason }))?.partnerAppResume;
      case 'review':
        return (await review.run({ id, version, reason }))?.partnerAppReview;
      case 'end':
        return (await end.run({ id, version, reason }))?.partnerAppEnd;
    }
  }
  return {
    errors,
    failure: computed(() => all.map(({ error }) => error.value).find((one) => one !== undefined)),
    busy: computed(() => all.some(({ busy }) => busy.value)),
    act: async (what, app, text) => {
      errors.clear();
      const payload = await run(what, app, text);
      return payload !== undefined && errors.accept(payload.userErrors);
    },
  };
}
