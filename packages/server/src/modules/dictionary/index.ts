import type { ApiModule } from '../../platform/graphql/module.ts';
import { anyone, can, type Rules } from '../../platform/graphql/rules.ts';
import { DictionaryResolver } from './dictionary.resolver.ts';

export { Settings } from './dictionary.type.ts';
export { codesInUse, readCodeLists } from './code-list.ts';
export { DEFAULT_SETTINGS, forgetSettings, readSettings, type SettingName, writeSettings } from './settings.ts';

const rules: Rules = {
  Query: {
    // The console asks it before anyone is signed in: name, language, and whether there is an administrator yet.
    installation: anyone(),
    settings: can('SETTINGS_READ'),
    // Forms and lists show them, and the settings keep them.
    codeLists: can('CUSTOMER_READ', 'SETTINGS_READ'),
  },
  Mutation: { settingsUpdate: can('SETTINGS_WRITE'), codeListUpdate: can('SETTINGS_WRITE') },
};

/** What this module adds to the API. */
export const dictionaryApi: ApiModule = { resolvers: [DictionaryResolver], rules };
