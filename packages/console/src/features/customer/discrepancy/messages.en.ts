import type { SameKeys } from '../../../platform/i18n/use-t.ts';
import type { discrepancyMessages as chinese } from './messages.zh-CN.ts';

/** The English messages about sources that disagree. */
export const discrepancyMessages: SameKeys<typeof chinese> = {
  text: 'Sources that give different values of the same customer. One closes when they agree, when a value is verified or pinned.',
  filter: 'Filter discrepancies',
  state: 'State',
  open: 'Open',
  closed: 'Closed',
  allFields: 'All fields',
  sources: 'Sources, one or two',
  age: 'Waiting for',
  anyAge: 'Any time',
  days: 'Over 1 day | Over {count} days',
  none: 'No source disagrees with another',
  noneText: 'When sources give different values of one customer, they are listed here for you to say which is right.',
  customer: 'Customer',
  field: 'Field',
  values: 'What they say',
  since: 'Since',
  ended: 'Ended',
  hidden: 'not shown to you',
  ofCustomer: 'Sources disagree',
  ofCustomerText: 'Say which is right: verify a value, or pin the one to show.',
  onlyNamed: 'What they say is not shown to you.',
  shownNow: 'Shown',
  keep: 'Pin',
  use: 'Show this',
  valuesOf: 'What the sources say of {field}',
  verifyValue: 'Verify {value}',
  pinValue: 'Show {value} from now on: pin it',
};
