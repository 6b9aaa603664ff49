import {
  BUILT_IN_POLICY,
  CAPABILITIES,
  type Capability,
  DATA_CLASSES,
  type DataClass,
  type Permission,
  policyFaults,
  type RowScope,
} from '@dossier/shared/access';
import { message } from '@dossier/shared/error';
import { ElMessage } from 'element-plus';
import { computed, reactive } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { AccessRoleUpdateDocument } from '../../../gql/graphql.ts';
import type { AccessRoleRowFragment } from '../../../gql/graphql.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useMutation } from '../../../platform/apollo/use-query.ts';
import { useT } from '../../../platform/i18n/use-t.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrorLike, UserErrors } from '../../../ui/use-user-errors.ts';

type Grants = Record<DataClass, Record<Capability, RowScope[]>>;

/** A role while it is edited. */
export interface RoleForm {
  readonly form: { permissions: Permission[]; grants: Grants; isReset: boolean; reason: string };
  /** What no policy can say, said while it is entered: the server refuses the same. */
  readonly faults: ComputedRef<readonly UserErrorLike[]>;
  readonly errors: UserErrors;
  readonly failure: ComputedRef<Failure | undefined> | Ref<Failure | undefined>;
  readonly busy: Ref<boolean>;
  readonly ready: ComputedRef<boolean>;
  readonly save: () => Promise<void>;
}

/** See {@link RoleForm}. */
export function useRoleForm(
  { role, version }: { role: AccessRoleRowFragment; version: number },
  onSaved: () => void,
): RoleForm {
  const { t, locale } = useT();
  const errors = useUserErrors(['reason']);
  const { run, busy, error } = useMutation(AccessRoleUpdateDocument, { refetch: ['AccessPolicy'] });
  const form = reactive({
    permissions: [...role.permissions] as Permission[],
    grants: grantsOf(role),
    isReset: false,
    reason: '',
  });
  const faults = computed<readonly UserErrorLike[]>(() => {
    if (form.isReset) return [];
    const { permissions, grants } = form;
    const found = policyFaults({
      roles: { ...BUILT_IN_POLICY.roles, [role.role]: { permissions, grants, aggregatesOnly: role.aggregatesOnly } },
    });
    return found.map(({ code, at }) => ({
      code,
      field: null,
      message: message(`POLICY_${code}`, { at }, locale.value),
    }));
  });

  async function save(): Promise<void> {
    const input = {
      permissions: form.permissions,
      grants: DATA_CLASSES.flatMap((dataClass) =>
        CAPABILITIES.map((capability) => ({ dataClass, capability, scopes: form.grants[dataClass][capability] })),
      ).filter(({ scopes }) => scopes.length > 0),
    };
    const payload = (
      await run({
        role: role.role,
        policyVersion: version,
        input: form.isReset ? null : input,
        reason: form.reason.trim(),
      })
    )?.accessRoleUpdate;
    if (!payload || !errors.accept(payload.userErrors)) return;
    if (payload.approval) ElMessage.info(t('approval.asked'));
    else ElMessage.success(t('access.policy.saved'));
    onSaved();
  }

  return {
    form,
    faults,
    errors,
    failure: error,
    busy,
    ready: computed(() => form.reason.trim() !== '' && faults.value.length === 0),
    save,
  };
}

function grantsOf(role: AccessRoleRowFragment): Grants {
  const scopesOf = (dataClass: DataClass, capability: Capability): RowScope[] => [
    ...(role.grants.find((one) => one.dataClass === dataClass && one.capability === capability)?.scopes ?? []),
  ];
  const ofClass = (dataClass: DataClass) =>
    // Of all capabilities.
    Object.fromEntries(
      CAPABILITIES.map((capability) => [capability, scopesOf(dataClass, capability)]),
    ) as Grants[DataClass];
  return {
    PUBLIC: ofClass('PUBLIC'),
    INTERNAL: ofClass('INTERNAL'),
    PERSONAL: ofClass('PERSONAL'),
    SENSITIVE: ofClass('SENSITIVE'),
  };
}
