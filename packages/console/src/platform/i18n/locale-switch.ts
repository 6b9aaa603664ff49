import { inject } from 'vue';
import type { InjectionKey } from 'vue';
import type { Locale } from './use-t.ts';

/** Switches the language; `remember` keeps the choice in this browser. */
export type LocaleSwitch = (locale: Locale, remember?: boolean) => Promise<void>;

/** Where components find the switch; provided by the app. */
export const localeSwitchKey: InjectionKey<LocaleSwitch> = Symbol('locale-switch');

/** See {@link LocaleSwitch}. */
export function useLocaleSwitch(): LocaleSwitch {
  return inject(localeSwitchKey, () => Promise.resolve(), false);
}
