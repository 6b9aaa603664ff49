import { computed, reactive } from 'vue';
import {
  DecisionMemberAddDocument,
  DecisionMemberRemoveDocument,
  DecisionMemberUpdateDocument,
} from '../../../gql/graphql.ts';
import type { Attitude, DecisionMemberCardFragment, DecisionRole } from '../../../gql/graphql.ts';
import { useMutation } from '../../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';

/** The form of somebody in a decision chain: somebody new, or one of whom something is changed. */
export function useMemberForm(chainId: string, member?: DecisionMemberCardFragment) {
  const add = useMutation(DecisionMemberAddDocument);
  const update = useMutation(DecisionMemberUpdateDocument);
  const out = useMutation(DecisionMemberRemoveDocument);
  const all = [add, update, out];
  const errors = useUserErrors(['personId', 'roles', 'attitude', 'influence', 'note']);
  const idempotencyKey = crypto.randomUUID();
  const form = reactive<{
    personId: string;
    roles: DecisionRole[];
    attitude: Attitude | null;
    influence: number | null;
    note: string;
    isVerified: boolean;
  }>({
    personId: '',
    roles: [...(member?.roles ?? [])],
    attitude: member?.attitude ?? null,
    influence: member?.influence ?? null,
    note: member?.note ?? '',
    isVerified: false,
  });

  /** In a change only what is other than it was: what one does not see stays as it is. */
  function said() {
    const { roles, attitude, influence, isVerified } = form;
    const now = { attitude, influence, note: form.note.trim() || null };
    const changed = member
      ? Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== member[name as keyof typeof now]))
      : now;
    return { roles, ...changed, ...(isVerified ? { isVerified } : {}) };
  }
  async function save(): Promise<boolean> {
    if (member) {
      const answered = await update.run({ id: member.id, version: member.version, input: said() });
      return answered !== undefined && errors.accept(answered.decisionMemberUpdate.userErrors);
    }
    const answered = await add.run({ input: { chainId, personId: form.personId, ...said() }, idempotencyKey });
    return answered !== undefined && errors.accept(answered.decisionMemberAdd.userErrors);
  }
  async function remove(): Promise<boolean> {
    if (!member) return false;
    const answered = await out.run({ id: member.id, version: member.version });
    return answered !== undefined && errors.accept(answered.decisionMemberRemove.userErrors);
  }
  return {
    form,
    isReady: computed(() => form.roles.length > 0 && (member !== undefined || form.personId !== '')),
    errors,
    failure: computed(() => all.map(({ error }) => error.value).find((one) => one !== undefined)),
    busy: computed(() => all.some(({ busy }) => busy.value)),
    save,
    remove,
  };
}
