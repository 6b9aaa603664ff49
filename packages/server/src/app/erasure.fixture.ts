import { sql } from 'kysely';
import { intakeJobs } from './jobs.ts';
import type { TestApp } from './testing/test-app.ts';
import type { Ctx } from '../platform/context/context.ts';
import { type EnvelopeHeader, readHeader } from '../platform/crypto/sealing/envelope.ts';
import type { Database } from '../platform/database/database.ts';
import { readTableShapes } from '../platform/database/table-shapes.ts';
import { systemContext } from '../platform/testing/test-context.ts';
import { importText } from '../modules/intake/intake.fixture.ts';

/** What is written nowhere once she is erased, in any column of any table. */
export const HERS = [
  '林徽音',
  'linhuiyin',
  '13812345678',
  'lin.huiyin@example.com',
  '110101199003071233',
  '梅竹胡同',
  '她在电话里同意',
  '地址变更',
  '同乡会相识',
] as const;
/** Somebody in the same file. */
export const OTHER = '周恩慈';

const FILE = [
  '客户编号,姓名,手机,邮箱,身份证号,地址,标签',
  `K1,${HERS[0]},${HERS[2]},${HERS[3]},${HERS[4]},北京市东城区${HERS[5]}7号,老客户`,
  `K2,${OTHER},13987654321,zhou@example.com,,上海市黄浦区九江路1号,`,
].join('\n');

/** A customer of an import with an order, a consent with its proof, a case and a tag. */
export interface Known {
  readonly id: string;
  readonly key: number;
  readonly number: string;
  readonly importId: number;
  readonly fileId: number;
}

/** Brings her in. `staff` has all rights. */
export async function bringIn(app: TestApp, staff: Ctx): Promise<Known> {
  const { id: importId, fileId } = await importText(systemContext(app.services), intakeJobs, FILE, {
    sourceCode: 'crm',
    again: true,
  });
  const { key, number } = await app.services.db.read
    .selectFrom('customer')
    .innerJoin('source_record', 'source_record.customer_id', 'customer.id')
    .select(['customer.id as key', 'number'])
    .where('name', '=', HERS[0])
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow();
  const id = staff.publicIds.encode('cus', key);
  await app.data(
    staff,
    `mutation ($id: ID!) {
      orderCreate(input: { customerId: $id, number: "A-1", placedAt: "2026-01-05T10:00:00.000Z",
        lines: [{ productCode: "P1", description: "茶", quantity: "2", unitPrice: "12.5" }] }) { userErrors { code } }
      consentRecord(input: { customerId: $id, purpose: MARKETING, decision: GRANTED, fields: ["PHONE"],
        evidence: { kind: CALL, text: "${HERS[6]}" } }) { userErrors { code } }
      caseOpen(input: { customerId: $id, subject: "${HERS[7]}", days: 3 }) { userErrors { code } }
    }`,
    { id },
  );
  const other = await app.services.db.read
    .selectFrom('customer')
    .innerJoin('source_record', 'source_record.customer_id', 'customer.id')
    .select('customer.id as key')
    .where('name', '=', OTHER)
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow();
  await app.data(
    staff,
    `mutation ($id: ID!, $other: ID!) { relationshipCreate(input: { fromId: $id, toId: $other, type: RELATIVE, note: "${HERS[8]}" }) { userErrors { code } } }`,
    { id, other: staff.publicIds.encode('cus', other.key) },
  );
  return { id, key, number, importId, fileId };
}

/** Which of these texts stand in any column of any table of a database, and where. */
export async function findTexts(db: Database, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name, columns } of await readTableShapes(db.read, db.address.engine)) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db.read);
    for (const row of rows) {
      for (const { name: column } of columns) {
        const value = row[column];
        const text = value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);
        for (const wanted of texts) if (text.includes(wanted)) found.push(`${name}.${column}: ${wanted}`);
      }
    }
  }
  return found;
}

/** Which tables still have rows about a customer, by the columns that name one. */
export async function tablesAbout(db: Database, customerKey: number): Promise<string[]> {
  const found: string[] = [];
  for (const { name, columns } of await readTableShapes(db.read, db.address.engine)) {
    for (const { name: column } of columns.filter((one) => /customer_(?:id|key)$|subject_id$/.test(one.name))) {
      const query = sql`select 1 from ${sql.table(name)} where ${sql.ref(column)} = ${customerKey} limit 1`;
      if ((await query.execute(db.read)).rows.length > 0) found.push(`${name}.${column}`);
    }
  }
  return found;
}

/** What is sealed of a customer in any table, by the keys it takes to open it. */
export async function sealedOf(db: Database, subjectId: number): Promise<EnvelopeHeader[]> {
  const found: EnvelopeHeader[] = [];
  for (const { name, columns } of await readTableShapes(db.read, db.address.engine)) {
    const names = columns.map((column) => column.name);
    if (!names.includes('sealed') || !names.includes('subject_id')) continue;
    const query = sql<{ sealed: Uint8Array }>`select sealed from ${sql.table(name)}
      where subject_id = ${subjectId} and sealed is not null`;
    for (const { sealed } of (await query.execute(db.read)).rows) found.push(readHeader(sealed));
  }
  return found;
}
