import type { SameKeys } from '../../platform/i18n/use-t.ts';
import { auditActionTexts } from './audit-actions.en.ts';
import { auditFieldTexts, auditReasonTexts, auditThingTexts } from './audit-words.en.ts';
import type { operationsMessages as chinese } from './messages.zh-CN.ts';

/** The English messages of operations. */
export const operationsMessages: SameKeys<typeof chinese> = {
  title: 'Operations',
  jobs: {
    title: 'Background jobs',
    kind: 'Job',
    state: 'State',
    progress: 'Progress',
    created: 'Created',
    duration: 'Took',
    attempts: 'Attempts',
    all: 'All',
    running: 'Under way',
    failed: 'Failed',
    done: 'Done',
    empty: 'No jobs',
    emptyText: 'Imports, exports, recomputations and other background work appear here.',
    filter: 'Filter by state',
    changed: '1 customer changed | {count} customers changed',
    removed: '1 file removed | {count} files removed',
  },
  audit: {
    title: 'Audit log',
    text: 'Who did what, and when. Entries are only ever added.',
    at: 'Time',
    actor: 'Who',
    action: 'Action',
    object: 'Object',
    fields: 'Fields',
    reason: 'Reason',
    from: 'From',
    to: 'To',
    actionFilter: 'Action',
    objectFilter: 'Object id',
    empty: 'No entries match',
    did: auditActionTexts,
    thing: auditThingTexts,
    who: { anonymous: 'Not signed in', system: 'The system' },
    field: auditFieldTexts,
    ownReason: auditReasonTexts,
    copyRequest: 'Request',
    filters: 'Filter the audit log',
    range: 'Period',
  },
};
