import { UserFilled } from '@element-plus/icons-vue';
import type { Feature } from '../../platform/navigation.ts';

/** To be filled. */
export const customerFeature: Feature = {
  routes: [
    { path: '/customers', component: () => import('../../app/NotFoundPage.vue'), meta: { title: 'customer.title' } },
  ],
  navigation: [{ label: 'customer.title', icon: UserFilled, path: '/customers', permission: 'CUSTOMER_READ' }],
};
