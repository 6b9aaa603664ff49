import type { SameKeys } from '../platform/i18n/use-t.ts';
import type { factEnumMessages as chinese } from './fact-enum-messages.zh-CN.ts';

/** Labels of why values are shown, and of what happens to them. */
export const factEnumMessages: SameKeys<typeof chinese> = {
  ChosenBy: {
    ONLY_VALUE: 'the only value',
    SOURCE_PRIORITY: 'source priority',
    MOST_RECENT: 'most recent value',
    STAFF_EDIT: 'edited by staff',
    VERIFIED: 'verified',
    MOST_COMPLETE: 'most complete value',
    MOST_FREQUENT: 'most sources agree',
    PINNED: 'pinned',
    PRIMARY: 'marked as the one to use',
    TAKEN_AWAY: 'staff took the other away',
    TIE_BREAK: 'nothing tells them apart',
  },
  HistoryReason: {
    NEW_WORD: 'New value',
    TAKEN_BACK: 'Import taken back',
    GIVEN_AGAIN: 'Import given again',
    RULES: 'Other rules',
    MERGED: 'Merged',
    UNMERGED: 'Given back',
    SPLIT: 'Split',
    VERIFIED: 'Verified',
    PINNED: 'Pinned',
    UNPINNED: 'Pin taken away',
    TAGGED: 'Tags',
    STATUS: 'Status',
  },
  HistoryAspect: {
    VALUE: 'value',
    PRIMARY: 'which one is used',
    DETAILS: 'details',
    MARK: 'mark',
  },
  DiscrepancyClosing: {
    AGREED: 'they agree',
    VERIFIED: 'verified',
    PINNED: 'pinned',
    SILENT: 'one says nothing any more, or staff took it away',
  },
  VerificationMethod: {
    DOCUMENT: 'document seen',
    CALL: 'by telephone',
    CODE: 'code sent and returned',
    REGISTER: 'official register',
    IN_PERSON: 'in person',
    OTHER: 'in another way',
  },
  SurvivorshipCriterion: {
    SOURCE_PRIORITY: 'Source priority',
    MOST_RECENT: 'Most recent',
    VERIFIED: 'Verified',
    MOST_COMPLETE: 'Most complete',
    MOST_FREQUENT: 'Most frequent',
  },
};
