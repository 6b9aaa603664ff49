import { useMediaQuery, useLocalStorage } from '@vueuse/core';
import { computed, watchEffect } from 'vue';
import type { ComputedRef } from 'vue';

/** What the user chose; `system` follows the operating system. */
export type ThemeChoice = 'light' | 'dark' | 'system';

/** The choice, kept in this browser. */
export const themeChoice = useLocalStorage<ThemeChoice>('dossier.theme', 'system');

const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)');

/** Whether the page is dark now. */
export const isDark: ComputedRef<boolean> = computed(() =>
  themeChoice.value === 'system' ? systemIsDark.value : themeChoice.value === 'dark',
);

/** Keeps the page's class in step with the choice. */
export function applyTheme(): void {
  watchEffect(() => document.documentElement.classList.toggle('dark', isDark.value));
}
