import { Connection, PhoneFilled, UserFilled } from '@element-plus/icons-vue';
import { forgetsWithUser } from '../../platform/session/personal-data.ts';
import type { Feature } from '../../platform/navigation.ts';
import { dropAllDrafts } from './form/forget-drafts.ts';
import { forgetLists } from './list/list-memory.ts';
import { paths } from './paths.ts';

forgetsWithUser(() => dropAllDrafts());
forgetsWithUser(forgetLists);

/** Customers: the list, the record, and the form. */
export const customerFeature: Feature = {
  permission: 'CUSTOMER_READ',
  routes: [
    {
      path: '/customers',
      component: () => import('./list/CustomerListPage.vue'),
      meta: { title: 'shell.page.customers', inPalette: true },
    },
    {
      path: '/customers/new',
      component: () => import('./form/CustomerCreatePage.vue'),
      meta: { title: 'customer.create', permission: 'CUSTOMER_WRITE' },
    },
    {
      path: '/customers/discrepancies',
      component: () => import('./discrepancy/DiscrepancyPage.vue'),
      meta: { title: 'shell.page.discrepancies', inPalette: true },
    },
    {
      path: '/look-up',
      component: () => import('./ownership/LookUpPage.vue'),
      meta: { title: 'shell.page.lookUp', permission: 'CUSTOMER_LOOK_UP', inPalette: true },
    },
    {
      path: '/customers/:id',
      props: true,
      component: () => import('./record/CustomerPage.vue'),
      meta: { title: 'shell.page.customers' },
    },
    {
      path: '/customers/:id/edit',
      props: true,
      component: () => import('./form/CustomerEditPage.vue'),
      meta: { title: 'shell.page.customers', permission: 'CUSTOMER_WRITE' },
    },
  ],
  navigation: [
    { label: 'shell.page.customers', icon: UserFilled, path: '/customers', permission: 'CUSTOMER_READ' },
    {
      label: 'shell.page.discrepancies',
      icon: Connection,
      path: '/customers/discrepancies',
      permission: 'CUSTOMER_READ',
    },
    {
      label: 'shell.page.lookUp',
      icon: PhoneFilled,
      path: '/look-up',
      permission: 'CUSTOMER_LOOK_UP',
    },
  ],
  actions: [{ label: 'customer.create', path: paths.create(), permission: 'CUSTOMER_WRITE' }],
};
