import { CopyDocument } from '@element-plus/icons-vue';
import type { Feature } from '../../platform/navigation.ts';
import { paths } from './paths.ts';

/** Whether a customer may be there twice, or is part of another; takes `customerId` and `merged`. */
export const loadIdentityNotice = async () => await import('./IdentityNotice.vue');
/** Who a customer is made of, and what was merged and taken back; takes `customerId`. */
export const loadLineageTab = async () => await import('./merge/LineageTab.vue');
/** Merges a customer with one that is looked for; takes `customerId`. */
export const loadMergeDialog = async () => await import('./merge/MergeDialog.vue');

/** Recognition: who may be one, and what it learned. */
export const identityFeature: Feature = {
  permission: 'IDENTITY_READ',
  routes: [
    {
      path: paths.identity(),
      component: () => import('./IdentityLayout.vue'),
      redirect: paths.review(),
      children: [
        {
          path: 'review',
          component: () => import('./review/ReviewPage.vue'),
          meta: { title: 'identity.review.title', inPalette: true },
        },
        {
          path: 'model',
          component: () => import('./model/ModelPage.vue'),
          meta: { title: 'identity.model.title', inPalette: true },
        },
        {
          path: 'operations',
          component: () => import('./operations/OperationsPage.vue'),
          meta: { title: 'identity.operations.title', inPalette: true },
        },
      ],
    },
  ],
  navigation: [
    { label: 'shell.page.identity', icon: CopyDocument, path: paths.identity(), permission: 'IDENTITY_READ' },
  ],
};
