import { defineEntity, p } from '@mikro-orm/core';
import { LAST_FOUR_ENTRY_LENGTH, VALUE_ENTRY_LENGTH } from '../../platform/crypto/blind-index/blind-index.ts';
import type { TableOf } from '../../platform/database/tables.ts';

/** Phones, e-mail addresses and other ways to reach a customer: the chosen ones of all sources. */
export const ContactPointEntity = defineEntity({
  name: 'ContactPoint',
  tableName: 'contact_point',
  properties: {
    customerId: p.bigint('number').primary(),
    id: p.bigint('number').autoincrement(false).primary(),
    subjectId: p.bigint('number'),
    /** The source record whose value this is. */
    recordId: p.bigint('number'),
    sourceId: p.bigint('number'),
    type: p.string().length(12),
    label: p.string().length(12).nullable(),
    /** Entry of the blind index for what equal values have in common (E.164, folded address): exact look-up goes by this. */
    matchKey: p.string().length(VALUE_ENTRY_LENGTH).nullable(),
    /** Entry for the last four digits of a phone: many numbers share one. */
    lastFour: p.string().length(LAST_FOUR_ENTRY_LENGTH).nullable(),
    isPrimary: p.tinyint().default(0),
    isValid: p.tinyint().default(1),
    verifiedAt: p.bigint('number').nullable(),
    position: p.smallint().default(0),
    /** The value, its match key and its holder; see `sealed/contents.ts`. */
    sealed: p.blob().nullable(),
  },
  indexes: [{ properties: ['matchKey'] }, { properties: ['lastFour'] }],
});

/** Postal addresses, structured for China. */
export const AddressEntity = defineEntity({
  name: 'Address',
  tableName: 'address',
  properties: {
    customerId: p.bigint('number').primary(),
    id: p.bigint('number').autoincrement(false).primary(),
    subjectId: p.bigint('number'),
    recordId: p.bigint('number'),
    sourceId: p.bigint('number'),
    type: p.string().length(12).nullable(),
    country: p.string().length(2).nullable(),
    province: p.string().length(100).nullable(),
    city: p.string().length(100).nullable(),
    district: p.string().length(100).nullable(),
    /** GB/T 2260 code of the smallest division recognised. */
    regionCode: p.string().length(6).nullable(),
    postalCode: p.string().length(20).nullable(),
    isPrimary: p.tinyint().default(0),
    position: p.smallint().default(0),
    /** Street, house and room; null without them. */
    sealed: p.blob().nullable(),
  },
});

/** Identity documents and membership numbers. */
export const IdentifierEntity = defineEntity({
  name: 'Identifier',
  tableName: 'identifier',
  properties: {
    customerId: p.bigint('number').primary(),
    id: p.bigint('number').autoincrement(false).primary(),
    subjectId: p.bigint('number'),
    recordId: p.bigint('number'),
    sourceId: p.bigint('number'),
    type: p.string().length(16),
    issuer: p.string().length(100).nullable(),
    /** Entry of the blind index for what equal numbers of this type have in common. */
    matchKey: p.string().length(VALUE_ENTRY_LENGTH).nullable(),
    isValid: p.tinyint().default(1),
    verifiedAt: p.bigint('number').nullable(),
    validFrom: p.string().length(10).nullable(),
    validTo: p.string().length(10).nullable(),
    position: p.smallint().default(0),
    /** The number and its match key. */
    sealed: p.blob().nullable(),
  },
  indexes: [{ properties: ['matchKey'] }],
});

declare module '../../platform/database/tables.ts' {
  interface Tables {
    contact_point: TableOf<typeof ContactPointEntity>;
    address: TableOf<typeof AddressEntity>;
    identifier: TableOf<typeof IdentifierEntity>;
  }
}
