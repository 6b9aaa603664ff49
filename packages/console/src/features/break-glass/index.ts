import type { Feature } from '../../platform/navigation.ts';
import { paths } from './paths.ts';

export { default as BreakGlassBanner } from './BreakGlassBanner.vue';

/** Seeing customers for an hour that one's roles do not show. Reached from the user's menu, the approvals and the banner. */
export const breakGlassFeature: Feature = {
  routes: [
    {
      path: paths.breakGlass(),
      component: () => import('./BreakGlassPage.vue'),
      meta: { title: 'breakGlass.title', inPalette: true },
    },
  ],
  navigation: [],
};
