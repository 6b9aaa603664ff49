import type { ApiModule } from '../../platform/graphql/module.ts';
import { can } from '../../platform/graphql/rules.ts';
import { AlarmResolver } from './alarm.resolver.ts';

export { openAlarmsOf } from './alarms.ts';
export { Alarm, toAlarms } from './alarm.type.ts';
export { forgetSightingsJob, forgetSightingsSchedule } from './forget-sightings.job.ts';
export { type Finding, raiseAppAlarm } from './raise-alarm.ts';
export { watchDuty } from './watch-denials.ts';
export { watchReads } from './watch-reads.ts';
export { readWatchRules, type WatchRules } from './watch-rules.ts';

/** What this module adds to the API. */
export const alarmApi: ApiModule = {
  resolvers: [AlarmResolver],
  rules: {
    Query: {
      alarms: can('AUDIT_READ'),
      openAlarms: can('AUDIT_READ'),
      watchRules: can('SETTINGS_READ', 'AUDIT_READ'),
    },
    Mutation: { alarmAcknowledge: can('AUDIT_READ'), watchRulesUpdate: can('SETTINGS_WRITE') },
  },
};
