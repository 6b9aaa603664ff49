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
      meta: { title: 'shell.page.app' },
    },
    {
      path: paths.explorer(),
      component: () => import('./ExplorerPage.vue'),
      meta: { title: 'shell.page.explorer' },
    },
  ],
  navigation: [
    { label: 'shell.page.app', icon: Connection, path: paths.app(), permission: 'PARTNER_DEVELOP' },
    { label: 'shell.page.explorer', icon: Monitor, path: paths.explorer(), permission: 'PARTNER_DEVELOP' },
  ],
};
