import type { SameKeys } from '../platform/i18n/use-t.ts';
import type { identityEnumMessages as chinese } from './identity-enum-messages.zh-CN.ts';

/** Labels of the enumerations of recognition and merging in English. */
export const identityEnumMessages: SameKeys<typeof chinese> = {
  ComparedField: {
    GIVEN_NAME: 'Given name',
    FAMILY_NAME: 'Family name',
    ORGANISATION_NAME: 'Name',
    BIRTH_DATE: 'Birth date',
    GENDER: 'Gender',
    PHONE: 'Phone',
    EMAIL: 'E-mail',
    IDENTIFIER: 'Document',
    ADDRESS: 'Street and house',
    PLACE: 'Place',
    EMPLOYER: 'Employer',
    RELATED: 'Merely related',
  },
  /** How far fields of two customers agree, in words that stand in a sentence, by field and level of the models. */
  MatchLevel: {
    GIVEN_NAME: {
      EXACT: 'the same given name',
      SAME: 'given names that sound or are written alike',
      CLOSE: 'given names with one character between them',
      SIMILAR: 'similar given names',
      DIFFERENT: 'different given names',
    },
    FAMILY_NAME: {
      EXACT: 'the same family name',
      SAME: 'family names that sound or are written alike',
      CLOSE: 'family names with one character between them',
      SIMILAR: 'similar family names',
      DIFFERENT: 'different family names',
    },
    ORGANISATION_NAME: {
      EXACT: 'the same name',
      STEM: 'the same main part of the name',
      NEAR: 'nearly the same name',
      PARTLY: 'partly the same name',
      WEAKLY: 'little in common in the name',
      DIFFERENT: 'different names',
    },
    BIRTH_DATE: {
      EXACT: 'the same birth date',
      SLIP: 'birth dates with one slip between them',
      DAY_AND_MONTH: 'the same birthday in another year',
      PARTLY: 'partly the same birth date',
      DIFFERENT: 'different birth dates',
    },
    GENDER: { SAME: 'the same gender', DIFFERENT: 'different genders' },
    PHONE: { EXACT: 'the same phone', SLIP: 'phones with one slip between them', DIFFERENT: 'different phones' },
    EMAIL: {
      EXACT: 'the same e-mail',
      LOCAL_PART: "the same e-mail before the {'@'}",
      SLIP: 'e-mails with a slip or two between them',
      SIMILAR: 'similar e-mails',
      DIFFERENT: 'different e-mails',
    },
    IDENTIFIER: {
      EXACT: 'the same document number',
      SLIP: 'document numbers with one digit between them',
      SIMILAR: 'similar document numbers',
      DIFFERENT: 'different document numbers',
    },
    ADDRESS: {
      EXACT: 'the same street and house',
      NEAR: 'nearly the same street and house',
      PARTLY: 'partly the same street and house',
      DIFFERENT: 'different streets',
    },
    PLACE: {
      BOTH: 'the same place',
      ONE: 'partly the same place',
      SLIP: 'places with one slip between them',
      DIFFERENT: 'different places',
    },
    EMPLOYER: { EXACT: 'the same employer', CLOSE: 'nearly the same employer', DIFFERENT: 'different employers' },
    RELATED: {
      HOUSEHOLD: 'people of one household are this alike, too',
      NAMESAKES: 'namesakes are this alike, too',
      BRANCHES: 'branches of one company are this alike, too',
      SAME_BRAND: 'companies of one brand are this alike, too',
    },
  },
  MatchVerdict: { OPEN: 'To be decided', LATER: 'Put off', SAME: 'Said to be one', NOT_SAME: 'Said to be two' },
  MatchRunPhase: {
    READING: 'Reading the customers',
    COMPARING: 'Comparing them',
    WRITING: 'Writing down who may be one',
    GROUPING: 'Making groups',
    DONE: 'Done',
  },
  MatchReviewReason: {
    WEAK_LINK: 'not every pair is sure enough',
    DECIDED: 'somebody decided otherwise',
    TOO_MANY: 'too many customers at once',
    CONFLICT: 'documents differ',
    CHANGED: 'changed since the search',
    REFUSED: 'could not be merged',
  },
  MergeConflictKind: {
    KIND_DIFFERS: 'One is a person and one an organisation: they cannot be merged.',
    IDENTIFIER_DIFFERS: 'They have different numbers of a document of which everybody has one',
    BIRTH_DATE_DIFFERS: 'They were born on different days.',
  },
  MergeOperationKind: { MERGE: 'Merged', UNMERGE: 'Given back', SPLIT: 'Split' },
  LaterThingKind: { RECORD: 'Record', ORDER: 'Order' },
  GoesBecause: {
    IDENTIFIER: 'has something in common with that one only',
    UNKNOWN: 'nothing tells whose it is',
  },
};
