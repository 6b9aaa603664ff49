import type { DoctorCheck } from '../../platform/doctor/doctor-check.ts';

/** What everybody tries first: no place that knows leaks lacks it. */
const IN_EVERY_LEAK = 'password';

/** Looks whether the place where breached passwords are looked up answers, and with what it should. */
export const breachedPasswordsCheck: DoctorCheck = {
  name: 'passwords',
  description: 'whether breached passwords can be looked up, where a place for it is named',
  run: async ({ breachedPasswords: place }) => {
    if (!place) return [];
    try {
      if (await place.has(IN_EVERY_LEAK)) return [];
      return [{ level: 'WARNING', message: `${place.place} does not know the commonest password of all.` }];
    } catch (error) {
      return [{ level: 'WARNING', message: `${error instanceof Error ? error.message : String(error)}` }];
    }
  },
};
