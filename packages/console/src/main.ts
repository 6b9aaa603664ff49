import { createApp } from 'vue';
// The bases of Element Plus; each component's own styles come with it (vite-element-styles.ts).
import 'element-plus/theme-chalk/base.css';
import 'element-plus/theme-chalk/dark/css-vars.css';
import './app/styles/tokens.css';
import './app/styles/base.css';
import App from './app/App.vue';
import { browserLocale, currentLocale, hasChosenLocale, i18n, preferredLocale, setLocale } from './app/i18n.ts';
import { createAppRouter } from './app/router.ts';
import { paths } from './features/access/paths.ts';
import { createApolloClient } from './platform/apollo/client.ts';
import { localeSwitchKey } from './platform/i18n/locale-switch.ts';
import { onRecovered } from './platform/apollo/connection.ts';
import { apolloKey } from './platform/apollo/use-query.ts';
import { createStepUp, stepUpKey } from './platform/session/step-up.ts';
import { createSession, sessionKey } from './platform/session/use-session.ts';
import type { Session } from './platform/session/use-session.ts';
import { applyTheme } from './platform/theme.ts';

applyTheme();

const stepUp = createStepUp();
const client = createApolloClient({
  locale: currentLocale,
  onStepUp: stepUp.ask,
  onUnauthenticated: () => void leave(),
});
const session = createSession(client);
const router = createAppRouter(session);
const app = createApp(App)
  .use(i18n)
  .provide(apolloKey, client)
  .provide(sessionKey, session)
  .provide(stepUpKey, stepUp)
  .provide(localeSwitchKey, setLocale);

await Promise.all([setLocale(preferredLocale()), session.load().catch(() => undefined)]);
await followLocale(session);
app.use(router).mount('#app');

// Started while the server was away: who is here is asked again as soon as it answers.
onRecovered(async () => {
  if (session.loaded.value) return;
  await session.load();
  if (!session.viewer.value) await leave();
});

/** What was chosen here wins, then the account's language, then the browser's, then the installation's. */
async function followLocale({ viewer, installation }: Session): Promise<void> {
  if (hasChosenLocale()) return;
  const wanted = viewer.value?.user.locale ?? (browserLocale() ? undefined : installation.value?.defaultLocale);
  if (wanted === 'en' || wanted === 'zh-CN') await setLocale(wanted);
}

/**
 * The session is gone: to sign-in, and back here afterwards. Unless it only goes on under another token, as after a proof: what was
 * asked at that moment with the one before is asked again.
 */
async function leave(): Promise<void> {
  const here = router.currentRoute.value;
  if (here.meta.layout === 'plain') return;
  await session.load().catch(() => undefined);
  if (session.viewer.value && !session.viewer.value.mustEnrol) return void client.refetchQueries({ include: 'active' });
  await session.forget();
  await router.replace(paths.signIn(here.fullPath));
}
