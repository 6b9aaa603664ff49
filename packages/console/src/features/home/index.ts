import { HomeFilled } from '@element-plus/icons-vue';
import type { Feature } from '../../platform/navigation.ts';

/** The first page: how many, from where, how good, and what happened last. */
export const homeFeature: Feature = {
  permission: 'CUSTOMER_COUNT',
  routes: [{ path: '/', component: () => import('./HomePage.vue'), meta: { title: 'home.title', inPalette: true } }],
  navigation: [{ label: 'home.title', icon: HomeFilled, path: '/', permission: 'CUSTOMER_COUNT' }],
};
