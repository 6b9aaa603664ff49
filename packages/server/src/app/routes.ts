import { intakeRoutes } from '../modules/intake/index.ts';
import type { HttpRoute } from '../platform/http/http-route.ts';

/** What modules offer over plain HTTP beside GraphQL: files in and out. */
export const httpRoutes: readonly HttpRoute[] = [...intakeRoutes];
