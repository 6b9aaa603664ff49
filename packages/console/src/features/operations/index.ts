import { Monitor } from '@element-plus/icons-vue';
import type { Feature } from '../../platform/navigation.ts';

/** To be filled. */
export const operationsFeature: Feature = {
  routes: [
    { path: '/operations', component: () => import('../../app/NotFoundPage.vue'), meta: { title: 'operations.title' } },
  ],
  navigation: [{ label: 'operations.title', icon: Monitor, path: '/operations', permission: 'JOB_READ' }],
};
