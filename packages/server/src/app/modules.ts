import type { ApiModule } from '../platform/graphql/module.ts';
import { alarmApi } from '../modules/alarm/index.ts';
import { auditApi } from '../modules/audit/index.ts';
import { operationsApi } from '../modules/operations/index.ts';
import { accessApi } from '../modules/access/index.ts';
import { activityApi } from '../modules/activity/index.ts';
import { customerApi } from '../modules/customer/index.ts';
import { relationshipApi } from '../modules/relationship/index.ts';
import { searchApi } from '../modules/search/index.ts';
import { ownershipApi } from '../modules/ownership/index.ts';
import { identityApi } from '../modules/identity/index.ts';
import { intakeApi } from '../modules/intake/index.ts';
import { erasureApi } from '../modules/erasure/index.ts';
import { privacyApi } from '../modules/privacy/index.ts';
import { partnerApi } from '../modules/partner/index.ts';
import { dictionaryApi } from '../modules/dictionary/index.ts';

/** What every module adds to the API, in module order. */
export const apiModules: readonly ApiModule[] = [
  auditApi,
  accessApi,
  dictionaryApi,
  privacyApi,
  alarmApi,
  customerApi,
  relationshipApi,
  activityApi,
  searchApi,
  ownershipApi,
  identityApi,
  intakeApi,
  partnerApi,
  erasureApi,
  operationsApi,
];
