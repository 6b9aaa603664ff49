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
