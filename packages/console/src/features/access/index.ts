import type { Component } from 'vue';
import type { RouteRecordRaw } from 'vue-router';
import type { Feature } from '../../platform/navigation.ts';

/** Users stand among the settings; the settings feature mounts this page there. */
export const usersRoute: RouteRecordRaw = {
  path: 'users',
  component: () => import('./UsersPage.vue'),
  meta: { title: 'access.users.title', permission: 'USER_MANAGE', inPalette: true },
};

/** Chooses somebody of the staff; for those who may see all users. */
export const loadUserPicker = async (): Promise<Component> => (await import('./UserPicker.vue')).default;

/** Shows a link that somebody sets their password with; takes `link`. */
export const loadPersonalLinkDialog = async () => await import('./PersonalLinkDialog.vue');

/** The dialog that asks for a step-up; the shell shows it above every page. */
export const stepUpDialog = async (): Promise<Component> => (await import('./security/StepUpDialog.vue')).default;

/** Teams stand among the settings too. */
export const teamsRoute: RouteRecordRaw = {
  path: 'teams',
  component: () => import('./teams/TeamsPage.vue'),
  meta: { title: 'access.teams.title', permission: 'USER_MANAGE', inPalette: true },
};

/** So does the access policy. */
export const policyRoute: RouteRecordRaw = {
  path: 'access',
  component: () => import('./policy/AccessPolicyPage.vue'),
  meta: { title: 'access.policy.title', permission: 'POLICY_READ', inPalette: true },
};

/** First run, sign-in, links (invitation, reset) and the own account. */
export const accessFeature: Feature = {
  routes: [
    {
      path: '/first-run',
      component: () => import('./SetPasswordPage.vue'),
      props: { first: true },
      meta: { layout: 'plain' },
    },
    {
      path: '/link',
      component: () => import('./SetPasswordPage.vue'),
      props: { first: false },
      meta: { layout: 'plain' },
    },
    { path: '/sign-in', component: () => import('./SignInPage.vue'), meta: { layout: 'plain' } },
    { path: '/enrol', component: () => import('./security/EnrolPage.vue'), meta: { layout: 'plain' } },
    {
      path: '/account',
      component: () => import('./AccountLayout.vue'),
      children: [
        { path: '', component: () => import('./AccountPage.vue'), meta: { title: 'access.title', inPalette: true } },
        {
          path: 'security',
          component: () => import('./security/SecurityPage.vue'),
          meta: { title: 'access.security.title', inPalette: true },
        },
      ],
    },
  ],
  navigation: [],
};
