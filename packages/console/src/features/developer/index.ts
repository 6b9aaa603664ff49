import { Connection, Monitor } from '@element-plus/icons-vue';
import type { Feature } from '../../platform/navigation.ts';
import { paths } from './paths.ts';

/** What people of a partner see: their own app, and an explorer of its data. */
export const developerFeature: Feature = {
  permission: 'PARTNER_DEVELOP',
  routes: [
    {
      path: paths.app(),
      component: () => import('./MyAppPage.vue'),
      meta: { title: 'developer.title' },
    },
    {
      path: paths.explorer(),
      component: () => import('./ExplorerPage.vue'),
      meta: { title: 'developer.explorer.title' },
    },
  ],
  navigation: [
    { label: 'developer.title', icon: Connection, path: paths.app(), permission: 'PARTNER_DEVELOP' },
    { label: 'developer.explorer.title', icon: Monitor, path: paths.explorer(), permission: 'PARTNER_DEVELOP' },
  ],
};
