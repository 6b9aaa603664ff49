import type { CustomerField } from '../../../gql/graphql.ts';
import { useFormat } from '../../../platform/format/use-format.ts';
import { useEnumLabel } from '../../../platform/i18n/use-enum-label.ts';
import { useT } from '../../../platform/i18n/use-t.ts';
import { useTagging } from '../list/use-tagging.ts';
import { useCodes } from '../use-codes.ts';
import type { CustomerDraft } from './draft.ts';

const FIELDS: Partial<Record<keyof CustomerDraft, CustomerField>> = {
  kind: 'KIND',
  name: 'NAME',
  familyName: 'FAMILY_NAME',
  givenName: 'GIVEN_NAME',
  gender: 'GENDER',
  birthDate: 'BIRTH_DATE',
  employer: 'EMPLOYER',
  jobTitle: 'JOB_TITLE',
  industry: 'INDUSTRY',
  size: 'SIZE',
  note: 'NOTE',
  stage: 'STAGE',
  grade: 'GRADE',
  ownerId: 'OWNER',
  tags: 'TAGS',
  addresses: 'ADDRESS',
  identifiers: 'IDENTIFIER',
};

/** Words for the parts of a form's content. */
export function useDraftWords(): {
  fieldLabel: (field: keyof CustomerDraft) => string;
  say: (draft: CustomerDraft, field: keyof CustomerDraft) => string;
} {
  const { t } = useT();
  const label = useEnumLabel();
  const codes = useCodes();
  const format = useFormat();
  const { tags } = useTagging();

  function say(draft: CustomerDraft, field: keyof CustomerDraft): string {
    const value = draft[field];
    if (value.length === 0) return '—';
    switch (field) {
      case 'contactPoints':
        return draft.contactPoints.map((one) => one.value).join(' · ');
      case 'addresses':
        return draft.addresses.map((one) => [one.province, one.city, one.district, one.line].join('')).join(' · ');
      case 'identifiers':
        return draft.identifiers.map((one) => one.value).join(' · ');
      case 'tags':
        return draft.tags.map((id) => tags.value.find((tag) => tag.id === id)?.name ?? id).join(' · ');
      case 'stage':
      case 'grade':
      case 'industry':
      case 'size':
        return codes.label(field, draft[field]);
      case 'gender':
        return label('Gender', draft.gender);
      case 'kind':
        return label('CustomerKind', draft.kind);
      case 'birthDate':
        return format.date(draft.birthDate);
      case 'ownerId':
        return t('customer.form.someoneElse');
      default:
        return draft[field];
    }
  }
  return {
    fieldLabel: (field) => {
      const known = FIELDS[field];
      return known ? label('CustomerField', known) : t('customer.record.card.contacts');
    },
    say,
  };
}
