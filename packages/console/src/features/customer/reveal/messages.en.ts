import type { SameKeys } from '../../../platform/i18n/use-t.ts';
import type { revealMessages as chinese } from './messages.zh-CN.ts';

/** Words of revealing hidden values in English. */
export const revealMessages: SameKeys<typeof chinese> = {
  action: 'Reveal…',
  title: 'Reveal values',
  documents: 'Shows the identity documents and memberships of this customer in full.',
  personal: 'Shows the name, contact points, addresses and other personal values of this customer in full.',
  personalMasked: 'Personal values of this customer are masked for you.',
  audited: 'Your name, the time, what was shown and your reason are written to the audit log.',
  reason: 'Reason',
  example: 'For example: the customer called and asked to check their data',
  submit: 'Reveal',
  hide: 'Hide',
  shown: 'Revealed. Hidden again when you leave this page, or after 5 minutes.',
  documentsHidden: 'Documents are hidden.',
  documentsClosed: 'Documents are hidden: your role cannot reveal those of this customer.',
  documentsUnknown: 'Editing replaces the whole list, so the documents have to be revealed first.',
  noDocuments: 'No documents',
};
