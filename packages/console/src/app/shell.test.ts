import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory } from 'vue-router';
import {
  KeyRecoveryDocument,
  PaletteCustomersDocument,
  RunningJobsDocument,
  RunningWorkDocument,
} from '../gql/graphql.ts';
import type { PaletteCustomersQuery, RunningWorkQuery } from '../gql/graphql.ts';
import { answer, mountPage, settle } from '../testing/mount-page.ts';
import { sessionFixture } from '../testing/session.fixture.ts';
import type { Session } from '../platform/session/use-session.ts';
import AppLayout from './AppLayout.vue';
import CommandPalette from './CommandPalette.vue';
import { createAppRouter } from './router.ts';
import RunningWork from './RunningWork.vue';
import SideNavigation from './SideNavigation.vue';

const found: PaletteCustomersQuery = {
  __typename: 'Query',
  customers: {
    __typename: 'CustomerConnection',
    nodes: [
      {
        __typename: 'Customer',
        id: 'cus_1',
        number: 'C0001',
        name: '张伟',
        visibility: 'FULL',
        kind: 'PERSON',
        employer: null,
        province: '广东省',
        city: null,
        primaryPhone: null,
      },
    ],
  },
};
const work = (running: boolean): RunningWorkQuery => ({
  __typename: 'Query',
  imports: {
    __typename: 'ImportConnection',
    nodes: running
      ? [
          {
            __typename: 'Import',
            id: 'imp_1',
            state: 'RUNNING',
            file: { __typename: 'UploadedFile', id: 'fil_1', name: 'list.xlsx' },
            progress: { __typename: 'ImportProgress', percent: 42.3, rows: 423, totalRows: 1000, secondsLeft: 12 },
          },
        ]
      : [],
  },
  exports: [],
});

function sessionOf(viewer: boolean, needsFirstAdministrator = false): Session {
  const known = sessionFixture();
  const installation = { ...known.installation, needsFirstAdministrator };
  // The router reads these; a computed and a plain value are read alike.
  return {
    viewer: { value: viewer ? known.viewer : undefined },
    installation: { value: installation },
    loaded: { value: true },
    can: () => true,
  } as unknown as Session;
}

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.innerHTML = '';
});

describe('router', () => {
  it.each([
    ['signed in', sessionOf(true), '/operations?state=failed', '/operations?state=failed'],
    ['signed out', sessionOf(false), '/operations?state=failed', '/sign-in#back=/operations?state%253Dfailed'],
    ['signed out at home', sessionOf(false), '/', '/sign-in'],
    ['before the first administrator', sessionOf(false, true), '/customers', '/first-run'],
    ['with a link', sessionOf(false, true), '/link#abc', '/link#abc'],
  ])('%s', async (_, session, asked, shown) => {
    const router = createAppRouter(session, createMemoryHistory());
    await router.push(asked);
    expect(decodeURIComponent(router.currentRoute.value.fullPath)).toBe(decodeURIComponent(shown));
  });
});

describe('SideNavigation', () => {
  it('hides what the viewer may not use', async () => {
    const { page } = await mountPage(SideNavigation, {
      props: { collapsed: false },
      permissions: ['CUSTOMER_COUNT', 'CUSTOMER_READ', 'SETTINGS_READ'],
    });
    const labels = page.findAll('li').map((one) => one.text());
    expect(labels).toEqual(expect.arrayContaining(['Home', 'Settings']));
    expect(labels).not.toContain('Operations');
  });

  it('marks one entry as where one is, also under another', async () => {
    const { page } = await mountPage(SideNavigation, {
      props: { collapsed: false },
      permissions: ['CUSTOMER_READ'],
      path: '/customers/discrepancies',
    });
    expect(page.findAll('[aria-current=page]').map((one) => one.text())).toEqual(['Discrepancies']);
  });
});

describe('AppLayout', () => {
  const isFolded = (page: VueWrapper): boolean => page.get('.layout').classes('collapsed');
  const widen = (width: number): unknown =>
    vi.stubGlobal('matchMedia', (query: string) => ({
      matches: width <= Number(/max-width: (\d+)px/.exec(query)?.[1]),
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }));
  const nothingRuns = [
    answer(RunningWorkDocument, work(false)),
    answer(KeyRecoveryDocument, {
      __typename: 'Query',
      keyStatus: { __typename: 'KeyStatus', recovery: 'EXPORTED', recoveryExportedAt: null },
    }),
  ];

  it.each([
    [1440, false],
    [1024, true],
  ])('folds the navigation at %s px until somebody chooses', async (width, folded) => {
    localStorage.removeItem('dossier.navigation.collapsed');
    widen(width);
    const { page } = await mountPage(AppLayout, { answers: nothingRuns });
    expect(isFolded(page)).toBe(folded);
    await page.get('button.fold').trigger('click');
    expect(isFolded(page)).toBe(!folded);
    page.unmount();
    const { page: again } = await mountPage(AppLayout, { answers: nothingRuns });
    expect(isFolded(again)).toBe(!folded);
  });

  it('leads past the navigation without losing what the address says of the page', async () => {
    widen(1440);
    const path = '/customers#q=zhang';
    const { page, router } = await mountPage(AppLayout, { path, answers: nothingRuns });
    document.body.append(page.element);
    const event = new Event('click', { bubbles: true, cancelable: true });
    page.get('a.skip').element.dispatchEvent(event);
    expect([event.defaultPrevented, document.activeElement?.id]).toEqual([true, 'content']);
    expect(router.currentRoute.value.fullPath).toBe(path);
  });
});

describe('CommandPalette', () => {
  it('finds a customer and opens it by keyboard alone', async () => {
    const { page, sent, router } = await mountPage(CommandPalette, {
      answers: [answer(PaletteCustomersDocument, found)],
    });
    const input = page.get('input');
    await input.setValue('zhangwei');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await settle();
    expect(sent.at(-1)).toEqual({ name: 'PaletteCustomers', variables: { search: 'zhangwei' } });
    expect(page.get('[aria-selected=true]').text()).toContain('张伟');
    await input.trigger('keydown', { key: 'Enter' });
    await settle();
    expect(router.currentRoute.value.path).toBe('/customers/cus_1');
    expect(page.emitted('close')).toHaveLength(1);
  });
});

describe('RunningWork', () => {
  it('counts what runs', async () => {
    const { page } = await mountPage(RunningWork, { answers: [answer(RunningWorkDocument, work(true))] });
    expect(page.get('.work').attributes('aria-label')).toBe('Running work: 1');
  });

  it('asks only for what the viewer may see', async () => {
    const { sent } = await mountPage(RunningWork, {
      permissions: ['IMPORT_RUN'],
      answers: [answer(RunningWorkDocument, work(false))],
    });
    expect(sent.map(({ name, variables }) => [name, variables])).toEqual([
      ['RunningWork', { imports: true, exports: false }],
    ]);
  });

  it('asks for jobs by themselves, for whoever may know no customer', async () => {
    const { sent } = await mountPage(RunningWork, {
      permissions: ['JOB_READ'],
      answers: [answer(RunningJobsDocument, { __typename: 'Query', jobs: [] })],
    });
    expect(sent.map(({ name }) => name)).toEqual(['RunningJobs']);
  });

  it('asks nothing for a viewer who may see none of it', async () => {
    const { sent } = await mountPage(RunningWork, { permissions: ['CUSTOMER_READ'] });
    expect(sent).toEqual([]);
  });
});
