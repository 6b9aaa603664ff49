import { Setting } from '@element-plus/icons-vue';
import type { Feature } from '../../platform/navigation.ts';

/** To be filled. */
export const settingsFeature: Feature = {
  routes: [
    { path: '/settings', component: () => import('../../app/NotFoundPage.vue'), meta: { title: 'settings.title' } },
  ],
  navigation: [{ label: 'settings.title', icon: Setting, path: '/settings', permission: 'SETTINGS_READ' }],
};
