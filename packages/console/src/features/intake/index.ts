import { Download, UploadFilled } from '@element-plus/icons-vue';
import type { Feature } from '../../platform/navigation.ts';
import { paths } from './paths.ts';

/** Bringing data in by files, and taking it out. */
export const intakeFeature: Feature = {
  routes: [
    {
      path: '/imports',
      component: () => import('./history/ImportsLayout.vue'),
      meta: { permission: 'IMPORT_RUN' },
      children: [
        {
          path: '',
          component: () => import('./history/ImportsPage.vue'),
          meta: { title: 'intake.imports', permission: 'IMPORT_RUN', inPalette: true },
        },
        {
          path: 'templates',
          component: () => import('./history/TemplatesPage.vue'),
          meta: { title: 'intake.templates', permission: 'IMPORT_RUN', inPalette: true },
        },
      ],
    },
    {
      path: '/imports/new',
      component: () => import('./upload/NewImportPage.vue'),
      meta: { title: 'intake.newImport', permission: 'IMPORT_RUN', inPalette: true },
    },
    {
      path: '/imports/:id/:step(file|meaning|mapping|dry-run)?',
      component: () => import('./wizard/ImportPage.vue'),
      props: true,
      meta: { permission: 'IMPORT_RUN' },
    },
    {
      path: '/exports',
      component: () => import('./exports/ExportsPage.vue'),
      meta: { title: 'intake.exports', permission: 'CUSTOMER_EXPORT', inPalette: true },
    },
  ],
  navigation: [
    { label: 'intake.title', icon: UploadFilled, path: paths.imports(), permission: 'IMPORT_RUN' },
    { label: 'intake.exports', icon: Download, path: paths.exports(), permission: 'CUSTOMER_EXPORT' },
  ],
};
