import type { Feature } from '../platform/navigation.ts';
import { accessFeature } from '../features/access/index.ts';
import { approvalFeature } from '../features/approval/index.ts';
import { breakGlassFeature } from '../features/break-glass/index.ts';
import { customerFeature } from '../features/customer/index.ts';
import { developerFeature } from '../features/developer/index.ts';
import { homeFeature } from '../features/home/index.ts';
import { identityFeature } from '../features/identity/index.ts';
import { intakeFeature } from '../features/intake/index.ts';
import { operationsFeature } from '../features/operations/index.ts';
import { settingsFeature } from '../features/settings/index.ts';

/** The console's features in the order of the navigation. */
export const features: readonly Feature[] = [
  homeFeature,
  developerFeature,
  customerFeature,
  intakeFeature,
  identityFeature,
  operationsFeature,
  settingsFeature,
  approvalFeature,
  breakGlassFeature,
  accessFeature,
];
