import {
  RELATIONSHIP_CODES,
  RELATIONSHIP_GROUPS,
  RELATIONSHIP_TYPES,
  SYMMETRIC_TYPES,
  type RelationshipKind,
} from '@dossier/shared/relationship';
import { computed, reactive } from 'vue';
import type { ComputedRef } from 'vue';
import { RelationshipCreateDocument, RelationshipUpdateDocument } from '../../gql/graphql.ts';
import type {
  CustomerKind,
  RelatedCustomerFragment,
  RelationshipRowFragment,
  RelationshipType,
} from '../../gql/graphql.ts';
import { useMutation } from '../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../ui/use-user-errors.ts';
import type { End } from './use-relationship-words.ts';

/** What the other customer can be: the type, and the end it then stands at. */
export interface RoleChoice {
  readonly key: string;
  readonly type: RelationshipType;
  readonly end: End;
}

/** What others can be to a customer of a kind, in groups; what reads the same from both ends once. */
export function roleChoices(kind: CustomerKind): { group: string; roles: RoleChoice[] }[] {
  const roles = RELATIONSHIP_CODES.flatMap((type) => {
    const { from, to }: RelationshipKind = RELATIONSHIP_TYPES[type];
    const choice = (end: End): RoleChoice => ({ key: `${type}.${end}`, type, end });
    return [
      ...(to.includes(kind) ? [choice('from')] : []),
      ...(from.includes(kind) && !SYMMETRIC_TYPES.includes(type) ? [choice('to')] : []),
    ];
  });
  return RELATIONSHIP_GROUPS.codes
    .map((group) => ({ group, roles: roles.filter(({ type }) => RELATIONSHIP_TYPES[type].group === group) }))
    .filter((one) => one.roles.length > 0);
}

/** The form of a relationship of a customer: a new one, or one that is changed. */
export function useRelationshipForm(customer: RelatedCustomerFragment, edge?: RelationshipRowFragment) {
  const create = useMutation(RelationshipCreateDocument);
  const update = useMutation(RelationshipUpdateDocument);
  const errors = useUserErrors(['type', 'fromId', 'toId', 'title', 'department', 'note', 'validFrom', 'validTo']);
  const idempotencyKey = crypto.randomUUID();
  const form = reactive({
    role: '',
    otherId: '',
    title: edge?.title ?? '',
    department: edge?.department ?? '',
    note: edge?.note ?? '',
    validFrom: edge?.validFrom ?? null,
    validTo: edge?.validTo ?? null,
  });
  const choices = roleChoices(customer.kind);
  const role = computed(() => choices.flatMap(({ roles }) => roles).find(({ key }) => key === form.role));
  const otherKinds: ComputedRef<readonly CustomerKind[]> = computed(() => {
    if (!role.value) return [];
    const kind: RelationshipKind = RELATIONSHIP_TYPES[role.value.type];
    return kind[role.value.end];
  });

  /** What is said: in a change only what is other than it was, so that what one does not see is left as it is. */
  function said() {
    const now = {
      title: form.title.trim() || null,
      department: form.department.trim() || null,
      note: form.note.trim() || null,
      validFrom: form.validFrom || null,
      validTo: form.validTo || null,
    };
    if (!edge) return now;
    return Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== edge[name as keyof typeof now]));
  }
  async function save(): Promise<boolean> {
    if (edge) {
      const answered = await update.run({ id: edge.id, version: edge.version, input: said() });
      return answered !== undefined && errors.accept(answered.relationshipUpdate.userErrors);
    }
    if (!role.value) return false;
    const { type, end } = role.value;
    const ends =
      end === 'from' ? { fromId: form.otherId, toId: customer.id } : { fromId: customer.id, toId: form.otherId };
    const answered = await create.run({ input: { ...ends, type, ...said() }, idempotencyKey });
    return answered !== undefined && errors.accept(answered.relationshipCreate.userErrors);
  }
  return {
    form,
    choices,
    otherKinds,
    isReady: computed(() => edge !== undefined || (role.value !== undefined && form.otherId !== '')),
    errors,
    failure: computed(() => create.error.value ?? update.error.value),
    busy: computed(() => create.busy.value || update.busy.value),
    save,
  };
}
