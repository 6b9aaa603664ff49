import type { ApiModule } from '../platform/graphql/module.ts';
import { accessApi } from '../modules/access/index.ts';
import { dictionaryApi } from '../modules/dictionary/index.ts';

/** What every module adds to the API, in module order. */
export const apiModules: readonly ApiModule[] = [accessApi, dictionaryApi];
