import { HomeFilled } from '@element-plus/icons-vue';
import type { Feature } from '../../platform/navigation.ts';

/** To be filled. */
export const homeFeature: Feature = {
  routes: [{ path: '/', component: () => import('../../app/NotFoundPage.vue'), meta: { title: 'home.title' } }],
  navigation: [{ label: 'home.title', icon: HomeFilled, path: '/', permission: 'CUSTOMER_READ' }],
};
