import { housekeeping, housekeepingSchedule } from './housekeeping.ts';

/** The jobs of this module. */
export const operationsJobs = [housekeeping];
/** What this module does by the clock. */
export const operationsSchedules = [housekeepingSchedule];
