import { assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import { expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { unsentAddress, unsentParameters } from './unsent.ts';

const page = { template: '<p></p>' };

it('what was looked for comes back from the address, however one gets there, and no server gets any of it', async () => {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/from', redirect: (to) => ({ path: '/list', hash: to.hash }) },
      { path: '/:rest(.*)*', component: page },
    ],
  });
  const texts = oneof(
    constantFrom('+86 138 0000 0000', 'a&b=c#d%20e', '张伟 & 李', '100%', '/customers#q=x%2By'),
    string({ unit: 'grapheme' }),
  );
  await assert(
    asyncProperty(texts, texts, async (q, back) => {
      const address = unsentAddress('/list', { q, back, none: undefined });
      const { pathname, search } = new URL(address, 'http://x');
      expect([pathname, search]).toEqual(['/list', '']);
      const ways = [
        async () => await router.push(address),
        async () => await router.replace(address),
        async () => await router.push(unsentAddress('/from', { q, back })),
      ];
      for (const go of ways) {
        await router.push('/elsewhere');
        await go();
        const given = unsentParameters(router.currentRoute.value.hash);
        expect([given.get('q') ?? '', given.get('back') ?? '']).toEqual([q, back]);
      }
    }),
    { numRuns: 200 },
  );
});
