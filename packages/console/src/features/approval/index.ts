import type { Feature } from '../../platform/navigation.ts';
import { paths } from './paths.ts';

/** What takes two people: what waits for a decision, and what became of it. Reached from the banner and the user's menu. */
export const approvalFeature: Feature = {
  routes: [
    {
      path: paths.approvals(),
      component: () => import('./ApprovalsPage.vue'),
      meta: { title: 'approval.title', inPalette: true },
    },
  ],
  navigation: [],
};
