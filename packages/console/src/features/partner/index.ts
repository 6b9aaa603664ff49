import type { RouteRecordRaw } from 'vue-router';

/** Partner apps stand among the settings; the settings feature mounts these pages there. */
export const partnerRoutes: readonly RouteRecordRaw[] = [
  {
    path: 'partner-apps',
    component: () => import('./PartnersPage.vue'),
    meta: { title: 'partner.title', permission: 'PARTNER_APPROVE', inPalette: true },
  },
  {
    path: 'partner-apps/:id',
    component: () => import('./PartnerPage.vue'),
    meta: { title: 'partner.title', permission: 'PARTNER_APPROVE' },
  },
];

/** What an app may get, but for its fields; takes `agreement`. */
export const loadAgreementList = async () => await import('./AgreementList.vue');

/** What an app proves with who it is; takes `credentials` and `revocable`, emits `revoke`. */
export const loadCredentialSection = async () => await import('./CredentialSection.vue');

/** What changed of a schema; takes `lines`. */
export const loadSchemaChanges = async () => await import('./SchemaChanges.vue');

/** Where an app stands; takes `app`. */
export const loadStateTag = async () => await import('./StateTag.vue');
