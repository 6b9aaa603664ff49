import { codeList } from '../customer/code-list.ts';

/** What is watched for. Kept with alarms for good, so none is ever renamed. */
export const ALARM_RULES = codeList({
  MASS_READS: ['一小时内查看大量客户', 'Many customers within an hour'],
  ODD_HOURS: ['在工作时间以外查看', 'Outside of working hours'],
  DENIALS: ['反复被拒绝', 'Refused again and again'],
  APP_READS: ['应用取得的客户远多于平时', 'An app got far more customers than usual'],
  APP_COST: ['应用的查询量远超平时', 'An app asked for far more than usual'],
});

/** What an alarm does beside the entry in the audit log. */
export const ALARM_ANSWERS = codeList({
  NOTHING: ['不报警', 'No alarm'],
  NOTIFY: ['报警', 'Alarm'],
  SUSPEND: ['报警并停用', 'Alarm, and suspend'],
});

/** What became of the person, or the app. */
export const ALARM_OUTCOMES = codeList({
  NOTIFIED: ['仅报警', 'Alarm only'],
  PENDING: ['正在停用', 'Being suspended'],
  SUSPENDED: ['已停用', 'Suspended'],
  LAST_ADMINISTRATOR: ['未停用：最后一位管理员', 'Not suspended: the last administrator'],
});

/** One of {@link ALARM_RULES}. */
export type AlarmRule = (typeof ALARM_RULES)['codes'][number];
/** One of {@link ALARM_ANSWERS}. */
export type AlarmAnswer = (typeof ALARM_ANSWERS)['codes'][number];
/** One of {@link ALARM_OUTCOMES}. */
export type AlarmOutcome = (typeof ALARM_OUTCOMES)['codes'][number];

/** The least and the greatest value of each number in the watch rules. */
export const WATCH_LIMITS = {
  keepMonths: { min: 6, max: 120 },
  massReads: { min: 10, max: 100_000 },
  workFrom: { min: 0, max: 23 },
  workTo: { min: 1, max: 24 },
  denials: { min: 3, max: 100 },
  appReads: { min: 10, max: 1_000_000 },
} as const;
/** A note to an alarm: at most so many characters. */
export const LONGEST_ALARM_NOTE = 300;
