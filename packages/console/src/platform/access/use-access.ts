import { FIELD_CLASSES } from '@dossier/shared/facts';
import type { Capability, CustomerField, DataClass } from '../../gql/graphql.ts';
import { useSession } from '../session/use-session.ts';

/** What the viewer may do with values of customers: what is offered follows it, the server decides. */
export interface Access {
  /** Whether values of a class may be used so at all; what is PUBLIC may. */
  readonly may: (capability: Capability, dataClass: DataClass) => boolean;
  /** As {@link Access.may}, for a field of customers. */
  readonly mayField: (capability: Capability, field: CustomerField) => boolean;
}

/** See {@link Access}. */
export function useAccess(): Access {
  const session = useSession();
  const may: Access['may'] = (capability, dataClass) =>
    dataClass === 'PUBLIC' ||
    (session.viewer.value?.grants.some(
      (grant) => grant.dataClass === dataClass && grant.capabilities.includes(capability),
    ) ??
      false);
  return { may, mayField: (capability, field) => may(capability, FIELD_CLASSES[field]) };
}
