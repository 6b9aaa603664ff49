import { User } from '@element-plus/icons-vue';
import type { Feature } from '../../platform/navigation.ts';

/** To be filled. */
export const accessFeature: Feature = {
  routes: [
    { path: '/account', component: () => import('../../app/NotFoundPage.vue'), meta: { title: 'access.title' } },
  ],
  navigation: [{ label: 'access.title', icon: User, path: '/account' }],
};
