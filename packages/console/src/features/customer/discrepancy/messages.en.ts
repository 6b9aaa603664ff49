import type { SameKeys } from '../../../platform/i18n/use-t.ts';
import type { discrepancyMessages as chinese } from './messages.zh-CN.ts';

/** The English messages about sources that disagree. */
export const discrepancyMessages: SameKeys<typeof chinese> = {
  title: 'Discrepancies',
  text: 'Sources that give different values of the same customer. One closes when they agree, when a value is verified or pinned.',
  state: 'State',
  open: 'Open',
  closed: 'Closed',
  allFields: 'All fields',
  sources: 'Sources, one or two',
  age: 'Waiting for',
  anyAge: 'Any time',
  days: 'Over 1 day | Over {count} days',
  none: 'No source disagrees with another',
  customer: 'Customer',
  field: 'Field',
  values: 'What they say',
  since: 'Since',
  ended: 'Ended',
  hidden: 'not shown to you',
};
