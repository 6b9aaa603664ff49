import type { Component } from 'vue';
import type { RouteRecordRaw } from 'vue-router';
import type { Permission } from '../gql/graphql.ts';
import type { MessageKey } from './i18n/use-t.ts';

/** One entry of the left navigation. Not shown to a viewer without `permission`. */
export interface NavigationEntry {
  readonly label: MessageKey;
  readonly icon: Component;
  readonly path: string;
  readonly permission?: Permission;
}

/** Something the command palette (Ctrl/⌘-K) offers besides pages and customers. */
export interface PaletteAction {
  readonly label: MessageKey;
  readonly path: string;
  readonly permission?: Permission;
}

/** What a feature gives the app. `permission` is what its pages need unless a route's meta says otherwise. */
export interface Feature {
  readonly routes: readonly RouteRecordRaw[];
  readonly navigation: readonly NavigationEntry[];
  readonly permission?: Permission;
  readonly actions?: readonly PaletteAction[];
}

declare module 'vue-router' {
  interface RouteMeta {
    /** Title of the page in the breadcrumb and the palette. */
    title?: MessageKey;
    /** Needed right; without it the page shows which one is missing. */
    permission?: Permission;
    /** `plain`: without navigation and without a session (sign-in). */
    layout?: 'plain';
    /** Offered by the command palette (only routes without parameters). */
    inPalette?: boolean;
  }
}
