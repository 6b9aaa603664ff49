import { createRouter, createWebHistory } from 'vue-router';
import type { RouteLocationNormalized, Router, RouterHistory } from 'vue-router';
import { paths as accessPaths } from '../features/access/paths.ts';
import type { Session } from '../platform/session/use-session.ts';
import { features } from './features.ts';
import { loadAllMessages } from './i18n.ts';
import { landingPath } from './landing-path.ts';

/**
 * Routes of all features. Without a session every page leads to sign-in and back; before the first administrator exists,
 * to the first-run page; who must set up a second factor is led there. A page whose right is missing is not left: the shell shows which right it is.
 */
export function createAppRouter(session: Session, history: RouterHistory = createWebHistory()): Router {
  const router = createRouter({
    history,
    routes: [
      ...features.flatMap(({ routes, permission }) =>
        routes.map((route) => ({ ...route, meta: { permission, ...route.meta } })),
      ),
      { path: '/:rest(.*)*', component: () => import('./NotFoundPage.vue') },
    ],
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
  });
  router.beforeEach((to) => {
    const { value: viewer } = session.viewer;
    if (viewer?.mustEnrol && to.meta.layout !== 'plain') return accessPaths.enrol(to.fullPath);
    // A page that says only what is missing is no place to begin.
    if (to.path === '/' && viewer && !session.can('CUSTOMER_COUNT')) return landingPath(session.can);
    if (to.meta.layout === 'plain' || viewer || !session.loaded.value) return true;
    if (session.installation.value?.needsFirstAdministrator) return accessPaths.firstRun();
    return accessPaths.signIn(to.fullPath === '/' ? undefined : to.fullPath);
  });
  // What a page says comes while the page itself does; it is not shown before.
  router.beforeEach((to) => {
    if (needsMoreWords(to)) void loadAllMessages().catch(() => undefined);
  });
  router.beforeResolve(async (to) => {
    if (needsMoreWords(to)) await loadAllMessages();
  });
  return router;
}

const needsMoreWords = ({ path, meta }: RouteLocationNormalized): boolean => path !== '/' && meta.layout !== 'plain';
