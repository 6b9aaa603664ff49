import type { LocationQuery } from 'vue-router';
import type { CustomerTab } from '../paths.ts';

/** The tabs of a customer's page, in order. */
export const TABS: readonly CustomerTab[] = [
  'overview',
  'purchases',
  'relationships',
  'sources',
  'consents',
  'lineage',
  'history',
];

/** The tab a URL asks for; the overview when it asks for none that exists. */
export function toTab(value: LocationQuery[string] | undefined): CustomerTab {
  return TABS.find((tab) => tab === value) ?? 'overview';
}
