import type { HeaderRole } from './customer-headers.ts';
import type { ImportKind, RowShape, TargetField } from './target-field.ts';
import type { ValueProfile } from './value-profile.ts';

/** One column while its meaning is being settled. */
export interface ColumnRole {
  readonly index: number;
  readonly role: HeaderRole;
  readonly profile: ValueProfile;
}

/** What the names of a file are names of, and what its rows therefore are. */
export interface ResolvedNames {
  readonly rowShape: RowShape;
  /** Target by column index, for columns whose role depended on the others. */
  readonly targets: ReadonlyMap<number, TargetField>;
}

const MOSTLY = 0.6;
/** Fewer filled cells than this prove nothing. */
const ENOUGH = 10;

/**
 * Settles what depends on the whole header: whether a company is the customer or a person's employer, whose title a title
 * is, what an id or a date without a noun belongs to.
 */
export function resolveRoles(columns: readonly ColumnRole[], kind: ImportKind): ResolvedNames {
  const find = (role: HeaderRole) => columns.find((column) => column.role === role);
  const targets = new Map<number, TargetField>();
  const set = (column: ColumnRole | undefined, target: TargetField) => {
    if (column) targets.set(column.index, target);
  };
  const person = find('PERSON_NAME');
  const anyName = find('ANY_NAME');
  const contact = find('CONTACT');
  const nameParts = find('FAMILY_NAME') ?? find('GIVEN_NAME');
  const unit = person || nameParts || anyName ? undefined : find('UNIT');
  // A list of shops names each of them once; customers share the shop where they signed up.
  const isListOfUnits = unit && (unit.profile.filled === 0 ? contact !== undefined : unit.profile.distinct > MOSTLY);
  const company = find('COMPANY') ?? (isListOfUnits ? unit : undefined);
  const rowShape = shapeOf();

  function shapeOf(): RowShape {
    if (company && (person || nameParts)) {
      set(person, 'NAME');
      set(company, 'EMPLOYER');
      return 'PERSON';
    }
    const organisation = company ?? anyName;
    if (organisation && contact) return withContact(organisation, contact);
    if (company && anyName) {
      if (anyName.profile.organisation >= MOSTLY)
        return withContact(anyName, company.profile.person >= MOSTLY ? company : undefined);
      set(anyName, 'NAME');
      set(company, 'EMPLOYER');
      return 'PERSON';
    }
    if (company) {
      set(company, 'NAME');
      return 'ORGANISATION';
    }
    if (person && anyName && anyName.profile.organisation >= MOSTLY) return withContact(anyName, person);
    const name = person ?? anyName ?? contact;
    if (!nameParts || !person) set(name, 'NAME');
    if (person || nameParts) {
      set(person, 'NAME');
      return 'PERSON';
    }
    return shapeOfName(name);
  }

  function withContact(organisation: ColumnRole, someone: ColumnRole | undefined): RowShape {
    set(organisation, 'NAME');
    set(someone, 'CONTACT_NAME');
    return someone ? 'ORGANISATION_WITH_CONTACT' : 'ORGANISATION';
  }

  function shapeOfName(name: ColumnRole | undefined): RowShape {
    if (!name) return find('CREDIT_CODE') && !find('RESIDENT_ID') ? 'ORGANISATION' : 'AUTO';
    if (name.profile.organisation >= 0.9) return 'ORGANISATION';
    if (name.profile.person >= 0.9 && name.profile.organisation === 0) return 'PERSON';
    return 'AUTO';
  }

  for (const column of columns) {
    if (targets.has(column.index)) continue;
    targets.set(column.index, settle(column, rowShape, kind, columns));
  }
  return { rowShape, targets };
}

function settle(column: ColumnRole, rowShape: RowShape, kind: ImportKind, columns: readonly ColumnRole[]): TargetField {
  const has = (role: HeaderRole) => columns.some((other) => other.role === role);
  switch (column.role) {
    case 'ANY_TITLE':
      return rowShape === 'ORGANISATION_WITH_CONTACT' ? 'CONTACT_TITLE' : 'JOB_TITLE';
    case 'JOB_TITLE':
      return rowShape === 'ORGANISATION_WITH_CONTACT' ? 'CONTACT_TITLE' : 'JOB_TITLE';
    case 'CONTACT':
      return rowShape === 'ORGANISATION_WITH_CONTACT' ? 'CONTACT_NAME' : 'OTHER_DATA';
    case 'ANY_ID':
      // A running number 1, 2, 3 is an id only if it is in another system too; that cannot be told, so it must be unique.
      return !has('EXTERNAL_ID') && kind === 'CUSTOMERS' && column.profile.distinct > 0.99
        ? 'EXTERNAL_ID'
        : 'OTHER_DATA';
    case 'EXTERNAL_ID':
      // Shared by many rows it is the key of something else, such as the company that people belong to.
      return kind === 'CUSTOMERS' && column.profile.filled >= ENOUGH && column.profile.distinct < MOSTLY
        ? 'OTHER_DATA'
        : 'EXTERNAL_ID';
    case 'ACCOUNT_ID':
      return !has('EXTERNAL_ID') && kind === 'CUSTOMERS' && rowShape.startsWith('ORGANISATION')
        ? 'EXTERNAL_ID'
        : 'OTHER_DATA';
    case 'ANY_DATE':
      return kind === 'PURCHASES' && !has('ORDER_TIME') ? 'ORDER_TIME' : 'OTHER_DATA';
    case 'ANY_STATUS':
      return kind === 'PURCHASES' && !has('ORDER_STATUS') ? 'ORDER_STATUS' : 'OTHER_DATA';
    case 'BIRTH_YEAR':
    case 'BIRTH_MONTH':
    case 'BIRTH_DAY':
      // A date in three columns, or none: `by` alone is somebody's name.
      return has('BIRTH_YEAR') && has('BIRTH_MONTH') && has('BIRTH_DAY') ? column.role : 'OTHER_DATA';
    case 'ANY_NAME':
    case 'PERSON_NAME':
    case 'COMPANY':
    case 'UNIT':
      return 'OTHER_DATA';
    default:
      return column.role;
  }
}
