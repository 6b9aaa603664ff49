/** What a column of a file can mean. Kept in imports and templates, so names are for ever. */
export const TARGET_FIELDS = [
  'IGNORE',
  'OTHER_DATA',
  'CUSTOMER_NUMBER',
  'EXTERNAL_ID',
  'KIND',
  'NAME',
  'FAMILY_NAME',
  'GIVEN_NAME',
  'GENDER',
  'BIRTH_DATE',
  'BIRTH_YEAR',
  'BIRTH_MONTH',
  'BIRTH_DAY',
  'EMPLOYER',
  'JOB_TITLE',
  'INDUSTRY',
  'SIZE',
  'NOTE',
  'STAGE',
  'GRADE',
  'TAGS',
  'PHONE',
  'MOBILE',
  'WORK_PHONE',
  'HOME_PHONE',
  'FAX',
  'EMAIL',
  'WECHAT',
  'OTHER_CONTACT',
  'CONTACT_NAME',
  'CONTACT_TITLE',
  'ADDRESS',
  'COUNTRY',
  'PROVINCE',
  'CITY',
  'DISTRICT',
  'ADDRESS_LINE',
  'POSTAL_CODE',
  'RESIDENT_ID',
  'CREDIT_CODE',
  'PASSPORT',
  'MEMBER_ID',
  'TAX_ID',
  'OTHER_ID',
  'CREATED_AT',
  'ORDER_NUMBER',
  'ORDER_TIME',
  'ORDER_STATUS',
  'LINE_NUMBER',
  'PRODUCT_CODE',
  'PRODUCT_NAME',
  'QUANTITY',
  'UNIT_PRICE',
  'AMOUNT',
  'CURRENCY',
] as const;

/** See {@link TARGET_FIELDS}. */
export type TargetField = (typeof TARGET_FIELDS)[number];

/** What the rows of a file tell of. */
export const IMPORT_KINDS = ['CUSTOMERS', 'PURCHASES'] as const;
/** See {@link IMPORT_KINDS}. */
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What one row of customers is about. AUTO: decided row by row from the name. */
export const ROW_SHAPES = ['PERSON', 'ORGANISATION', 'ORGANISATION_WITH_CONTACT', 'AUTO'] as const;
/** See {@link ROW_SHAPES}. */
export type RowShape = (typeof ROW_SHAPES)[number];

/** Fields that several columns may feed together; names and lines are joined in the order of the columns. */
export const REPEATABLE: ReadonlySet<TargetField> = new Set<TargetField>([
  'IGNORE',
  'OTHER_DATA',
  'TAGS',
  'NOTE',
  'PHONE',
  'MOBILE',
  'WORK_PHONE',
  'HOME_PHONE',
  'FAX',
  'EMAIL',
  'WECHAT',
  'OTHER_CONTACT',
  'FAMILY_NAME',
  'GIVEN_NAME',
  'ADDRESS_LINE',
]);

/** Fields that only purchase lines have. */
export const PURCHASE_FIELDS: ReadonlySet<TargetField> = new Set<TargetField>([
  'ORDER_NUMBER',
  'ORDER_TIME',
  'ORDER_STATUS',
  'LINE_NUMBER',
  'PRODUCT_CODE',
  'PRODUCT_NAME',
  'QUANTITY',
  'UNIT_PRICE',
  'AMOUNT',
  'CURRENCY',
]);

/** Options that a column can have, by name. */
export interface ColumnOptions {
  /** Order of day, month and year in dates such as 03/05/2024. */
  readonly dateOrder?: 'YMD' | 'DMY' | 'MDY';
  /** ISO 3166-1 alpha-2: region of phone numbers written without one. */
  readonly phoneRegion?: string;
  /** What separates several values in one cell, for tags. */
  readonly separator?: string;
  /** Mark before the decimals. */
  readonly decimalMark?: '.' | ',';
}

/** What one column of the file means. */
export interface ColumnMapping {
  readonly column: string;
  /** Position of the column in the file, from 0. */
  readonly index: number;
  readonly target: TargetField;
  readonly options: ColumnOptions;
  /** 0 to 1; absent when a person chose. */
  readonly confidence?: number;
  /** Why it was suggested; absent when a person chose. */
  readonly reason?: MappingReason;
}

/** Why a target was suggested. */
export type MappingReason = 'TEMPLATE' | 'HEADER' | 'HEADER_PART' | 'HEADER_DOUBTED' | 'VALUES' | 'TAKEN' | 'UNKNOWN';
