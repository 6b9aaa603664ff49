import { Monitor } from '@element-plus/icons-vue';
import type { Feature } from '../../platform/navigation.ts';
import { paths } from './paths.ts';

export { default as OpenAlarms } from './OpenAlarms.vue';
export { default as JobProgress } from './JobProgress.vue';
/** Entries of the audit log as the rows of a table. */
export const loadAuditLines = async () => await import('./AuditLines.vue');
export { isUnderWay, useJob } from './use-job.ts';

/** What runs, and what was done. */
export const operationsFeature: Feature = {
  routes: [
    {
      path: '/operations',
      component: () => import('./OperationsLayout.vue'),
      children: [
        {
          path: '',
          component: () => import('./JobsPage.vue'),
          meta: { title: 'operations.jobs.title', permission: 'JOB_READ', inPalette: true },
        },
        {
          path: 'audit',
          component: () => import('./AuditPage.vue'),
          meta: { title: 'operations.audit.title', permission: 'AUDIT_READ', inPalette: true },
        },
        {
          path: 'alarms',
          component: () => import('./AlarmsPage.vue'),
          meta: { title: 'operations.alarms.title', permission: 'AUDIT_READ', inPalette: true },
        },
        {
          path: 'seen',
          component: () => import('./SeenPage.vue'),
          meta: { title: 'operations.seen.title', permission: 'AUDIT_READ', inPalette: true },
        },
      ],
    },
  ],
  navigation: [{ label: 'operations.title', icon: Monitor, path: paths.jobs(), permission: 'JOB_READ' }],
};
