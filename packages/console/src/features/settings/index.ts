import { Setting } from '@element-plus/icons-vue';
import type { Feature } from '../../platform/navigation.ts';
import { partnerRoutes } from '../partner/index.ts';
import { privacyRoutes } from '../privacy/index.ts';
import { policyRoute, teamsRoute, usersRoute } from '../access/index.ts';
import { paths } from './paths.ts';

/** What an administrator sets once and changes rarely. */
export const settingsFeature: Feature = {
  permission: 'SETTINGS_READ',
  routes: [
    {
      path: '/settings',
      component: () => import('./SettingsLayout.vue'),
      redirect: paths.general(),
      children: [
        {
          path: 'general',
          component: () => import('./GeneralPage.vue'),
          meta: { title: 'settings.general.title', inPalette: true },
        },
        {
          path: 'sources',
          component: () => import('./SourcesPage.vue'),
          meta: { title: 'settings.sources.title', inPalette: true },
        },
        {
          path: 'customer-number',
          component: () => import('./NumberPatternPage.vue'),
          meta: { title: 'settings.number.title', inPalette: true },
        },
        {
          path: 'codes',
          component: () => import('./CodeListsPage.vue'),
          meta: { title: 'settings.codes.title', inPalette: true },
        },
        {
          path: 'pool',
          component: () => import('./PoolRulesPage.vue'),
          meta: { title: 'settings.pool.title', inPalette: true },
        },
        {
          path: 'watch',
          component: () => import('./WatchRulesPage.vue'),
          meta: { title: 'settings.watch.title', inPalette: true },
        },
        {
          path: 'keys',
          component: () => import('./KeysPage.vue'),
          meta: { title: 'settings.keys.title', permission: 'KEY_MANAGE', inPalette: true },
        },
        ...privacyRoutes,
        ...partnerRoutes,
        usersRoute,
        teamsRoute,
        policyRoute,
      ],
    },
  ],
  navigation: [{ label: 'shell.page.settings', icon: Setting, path: paths.settings(), permission: 'SETTINGS_READ' }],
};
