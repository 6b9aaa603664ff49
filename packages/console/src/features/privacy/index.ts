import type { RouteRecordRaw } from 'vue-router';

/** The privacy policy and the register stand among the settings; the settings feature mounts these pages there. */
export const privacyRoutes: readonly RouteRecordRaw[] = [
  {
    path: 'privacy-policy',
    component: () => import('./PolicyPage.vue'),
    meta: { title: 'privacy.policy.title', inPalette: true },
  },
  {
    path: 'processing',
    component: () => import('./RegisterPage.vue'),
    meta: { title: 'privacy.register.title', inPalette: true },
  },
  {
    path: 'erasures',
    component: () => import('./ErasuresPage.vue'),
    meta: { title: 'privacy.erasure.listTitle', inPalette: true, permission: 'CUSTOMER_ERASE' },
  },
];

export { sightingKey } from './sighting-key.ts';

/** Rows of the ledger of who was shown what as a table. */
export const loadLedgerTable = async () => await import('./LedgerTable.vue');

/** How somebody came to see what a row of the ledger says. */
export const loadSightingHow = async () => await import('./SightingHow.vue');

/** The part of a customer's page about consents, disclosures and erasure; takes `customerId`. */
export const loadConsentsTab = async () => await import('./ConsentsTab.vue');
