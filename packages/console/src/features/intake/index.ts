import { UploadFilled } from '@element-plus/icons-vue';
import type { Feature } from '../../platform/navigation.ts';

/** To be filled. */
export const intakeFeature: Feature = {
  routes: [
    { path: '/collect', component: () => import('../../app/NotFoundPage.vue'), meta: { title: 'intake.title' } },
  ],
  navigation: [{ label: 'intake.title', icon: UploadFilled, path: '/collect', permission: 'IMPORT_RUN' }],
};
