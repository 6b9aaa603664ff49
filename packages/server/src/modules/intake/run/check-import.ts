import { isTimeZone } from '@dossier/shared/standardise';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Refusal } from '../../../platform/graphql/refused.ts';
import type { KeptDetection } from '../files/file-settings.ts';
import { detectionOf, type UploadedFileRow } from '../files/uploaded-file.repository.ts';
import { REPEATABLE, type TargetField } from '../mapping/target-field.ts';
import { type ReadableFile, detectReadable } from './compose-setup.ts';
import { type ImportRecord, importsOfSameBytes } from './import.repository.ts';

const SAYS_WHO: readonly TargetField[] = [
  'CUSTOMER_NUMBER',
  'EXTERNAL_ID',
  'NAME',
  'FAMILY_NAME',
  'GIVEN_NAME',
  'CONTACT_NAME',
  'PHONE',
  'MOBILE',
  'WORK_PHONE',
  'HOME_PHONE',
  'EMAIL',
  'WECHAT',
  'RESIDENT_ID',
  'CREDIT_CODE',
  'PASSPORT',
  'MEMBER_ID',
  'TAX_ID',
  'OTHER_ID',
];
/** Decisions that change what is read; how ragged rows are taken is safe either way. */
const ASKED: ReadonlySet<string> = new Set(['encoding', 'delimiter', 'sheet', 'table', 'header', 'footer']);

/** Everything that keeps an import from being started or tried; empty when it can begin. */
import { fileMessage } from './row-message.ts';
export async function problemsOf(ctx: Ctx, record: ImportRecord, file: UploadedFileRow): Promise<Refusal[]> {
  if (file.state === 'REFUSED' || file.state === 'PURGED')
    return [{ code: 'FILE_UNREADABLE', params: { reason: fileMessage(file.problem ?? file.state, ctx.locale) } }];
  const detected = await detectReadable(ctx, file.id, record.setup.fileSettings);
  return [
    ...fileProblems(detected),
    ...sourceProblems(record),
    ...mappingProblems(record),
    ...(await repeatProblems(ctx, record, file)),
  ];
}

function fileProblems(detected: ReadableFile | KeptDetection): Refusal[] {
  if (detected.headerOnly) return [{ code: 'FILE_EMPTY', field: ['fileSettings'] }];
  return detected.ask
    .filter((decision) => ASKED.has(decision))
    .map((decision) => ({ code: 'DETECTION_UNSURE', field: ['fileSettings', decision] }));
}

function sourceProblems({ sourceId, setup }: ImportRecord): Refusal[] {
  const problems: Refusal[] = [];
  if (sourceId === null) problems.push({ code: 'REQUIRED', field: ['sourceId'] });
  if (setup.timeZone !== null && !isTimeZone(setup.timeZone))
    problems.push({ code: 'INVALID_CHOICE', field: ['timeZone'] });
  return problems;
}

function mappingProblems({ kind, setup }: ImportRecord): Refusal[] {
  const targets = setup.mapping.map(({ target }) => target);
  const has = (...wanted: TargetField[]) => wanted.some((target) => targets.includes(target));
  const problems: Refusal[] = [];
  const lacks = (field: TargetField) =>
    problems.push({ code: 'MAPPING_INCOMPLETE', field: ['mapping'], params: { field } });
  if (kind === 'CUSTOMERS' && !has(...SAYS_WHO)) lacks('NAME');
  if (kind === 'PURCHASES') {
    if (!has('ORDER_TIME')) lacks('ORDER_TIME');
    // Without a number, what one customer buys at one time is one order.
    if (!has('ORDER_NUMBER') && !has(...SAYS_WHO)) lacks('ORDER_NUMBER');
    if (!has('UNIT_PRICE', 'AMOUNT')) lacks('UNIT_PRICE');
  }
  for (const [index, target] of targets.entries()) {
    if (!REPEATABLE.has(target) && targets.indexOf(target) !== index)
      problems.push({ code: 'DUPLICATE', field: ['mapping', String(index)] });
  }
  return problems;
}

async function repeatProblems(ctx: Ctx, record: ImportRecord, file: UploadedFileRow): Promise<Refusal[]> {
  if (record.setup.again || record.sourceId === null) return [];
  const earlier = await importsOfSameBytes(ctx.db.read, file.sha256, record.sourceId);
  return earlier.some(({ id }) => id !== record.id) ? [{ code: 'FILE_ALREADY_IMPORTED', field: ['fileId'] }] : [];
}

/** Whether a file's first detection left something to be asked. */
export function asksOf(file: UploadedFileRow): readonly string[] {
  return detectionOf(file)?.ask.filter((decision) => ASKED.has(decision)) ?? [];
}
