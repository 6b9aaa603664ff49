import * as fc from 'fast-check';
import type { Ctx } from '../../platform/context/context.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { updateRules } from '../../modules/customer/rules/change-rules.ts';
import { presentRuleSet } from '../../modules/customer/rules/rule-sets.ts';
import { beginSeals } from '../../modules/customer/sealed/seals.ts';
import { explainFacts } from '../../modules/customer/source/explain-facts.ts';
import { ensureSource, loadRules, readSources } from '../../modules/customer/source/sources.ts';
import { tagCustomers } from '../../modules/customer/tag/tag-customers.ts';
import { createTag } from '../../modules/customer/tag/tags.ts';
import {
  reinstateImport,
  reserveStep,
  retractImport,
  withdrawCustomers,
} from '../../modules/customer/undo/retract-import.ts';
import { archiveCustomer, restoreCustomer } from '../../modules/customer/write/archive-customer.ts';
import { assignOwner, prepareAssignment } from '../../modules/customer/write/assign-owner.ts';
import { applyRecords, person } from '../../modules/customer/write/incoming.fixture.ts';
import { pinFact, unpinFact, verifyFact } from '../../modules/customer/write/mark-facts.ts';
import { KEYS_PER_RECOMPUTE, recompute } from '../../modules/customer/write/recompute.ts';
import { updateCustomer } from '../../modules/customer/write/update-customer.ts';
import { merge, split, unmerge, unmergePreview } from '../../modules/identity/merge/merge.fixture.ts';
import type { Answered, TestApp } from '../testing/test-app.ts';

const IMPORTS = 5;
const CUSTOMERS = 8;
/** More are not made by splitting: a long run stays a matter of a minute. */
const MOST_CUSTOMERS = 14;

/** What one random edit is made of. */
export interface Edit {
  readonly kind: (typeof KINDS)[number];
  readonly customer: number;
  readonly pick: number;
  readonly word: string;
  readonly passes: number;
}
const KINDS = [
  ...Array<'import'>(4).fill('import'),
  'staff',
  'staff',
  'contacts',
  'tag',
  'tag',
  'archive',
  'owner',
  'turn',
  'rules',
  'pin',
  'pin',
  'unpin',
  'verify',
  'merge',
  'merge',
  'unmerge',
  'unmerge',
  'split',
] as const;

/** Random edits of all kinds. */
export const edits = fc.record<Edit>({
  kind: fc.constantFrom(...KINDS),
  customer: fc.nat(CUSTOMERS - 1),
  pick: fc.nat(999),
  word: fc.constantFrom('王芳', '王小芳', '李娜', 'Wang', '张伟有限公司', '甲', '乙'),
  // Some of what happens, happens in the same millisecond as what came before.
  passes: fc.constantFrom(0, 1, 5, 1_000),
});

/** A few customers whom edits are made to, on a clock that the test moves. */
export class EditedWorld {
  readonly customers: number[] = [];
  readonly #sources: number[] = [];
  readonly #tags: number[] = [];
  readonly #taken = new Set<number>();

  constructor(
    readonly app: TestApp,
    readonly now: { at: number },
  ) {}

  /** Makes the sources, the tags and the first customers. */
  async begin(): Promise<void> {
    for (const code of ['crm', 'shop', 'fair'])
      this.#sources.push((await ensureSource(this.#ctx(), { code, name: code })).id);
    for (const name of ['VIP', '老客户', '展会']) this.#tags.push(await createTag(this.#ctx(), { name }));
    for (let first = 0; first < 4; first++)
      await this.make({ kind: 'import', customer: first, pick: first * 3, word: '王芳', passes: 1 });
  }

  /** Makes an edit; says whom it may have touched. Throws `Refused` for one that is not possible now. */
  async make(edit: Edit): Promise<readonly number[]> {
    const id = this.customers[edit.customer % this.customers.length] ?? 0;
    switch (edit.kind) {
      case 'import':
        return await this.#import(edit);
      case 'turn':
        await this.#turn(edit.pick % IMPORTS);
        return this.customers;
      case 'rules':
        await this.#changeRules(edit.pick);
        return this.customers;
      case 'merge':
        return await this.#merge(id, this.#customerAfter(edit));
      case 'unmerge':
        await this.#unmerge(edit.pick);
        return this.customers;
      case 'split':
        return await this.#split(id, edit.pick);
      default:
        await this.#editOne(edit, id);
        return [id];
    }
  }

  /** Nothing that was read for an earlier edit. */
  #ctx(): Ctx {
    return this.app.ctxFor('ADMIN');
  }

  #id(id: number): string {
    return this.#ctx().publicIds.encode('cus', id);
  }

  #customerAfter({ customer, pick }: Edit): number {
    const others = this.customers.length - 1;
    return this.customers[(customer + 1 + (pick % Math.max(1, others))) % this.customers.length] ?? 0;
  }

  async #editOne({ kind, pick, word }: Edit, id: number): Promise<void> {
    const ctx = this.#ctx();
    const row = await ctx.db.read
      .selectFrom('customer')
      .select(['version', 'status'])
      .where('id', '=', id)
      .executeTakeFirst();
    const target = { id, version: row?.version ?? 0 };
    const fields = ['NAME', 'EMPLOYER', 'JOB_TITLE', 'PHONE', 'ADDRESS'] as const;
    const field = fields[pick % fields.length] ?? 'NAME';
    switch (kind) {
      case 'staff': {
        const said = pick % 3 ? { jobTitle: word } : { employer: null, name: word };
        return await updateCustomer(ctx, id, target.version, said);
      }
      case 'contacts': {
        const contactPoints = [
          { type: 'PHONE' as const, value: `1390013900${pick % 3}`, isPrimary: true, verified: pick % 2 === 0 },
          ...(pick % 5 ? [] : [{ type: 'EMAIL' as const, value: `a${pick % 2}@acme.example`, holderName: word }]),
        ];
        return await updateCustomer(ctx, id, target.version, { contactPoints });
      }
      case 'tag': {
        const [tag = 0, other = 0] = [this.#tags[pick % 3], this.#tags[(pick + 1) % 3]];
        await tagCustomers(ctx, [id], pick % 2 ? { add: [tag], remove: [] } : { add: [], remove: [tag, other] });
        return;
      }
      case 'archive':
        return await (row?.status === 'ARCHIVED' ? restoreCustomer : archiveCustomer)(ctx, id, target.version);
      case 'owner': {
        const assignment = await prepareAssignment(ctx, 1);
        await ctx.db.transaction(async (trx) => await assignOwner(trx, ctx, [id], pick % 3 || null, assignment));
        return;
      }
      case 'pin': {
        const [fact] = await explainFacts(ctx, id, [field]);
        const value = [fact?.chosen, ...(fact?.alternatives ?? [])].filter((one) => one != null)[pick % 2];
        if (value) await pinFact(ctx, target, { field, valueId: value.valueId, reason: word });
        return;
      }
      case 'unpin':
        return await unpinFact(ctx, target, { field, reason: word });
      case 'verify':
        return await verifyFact(ctx, target, { field, method: 'CALL', at: this.now.at - (pick % 50) });
    }
  }

  async #import({ customer, pick, word }: Edit): Promise<readonly number[]> {
    const sourceId = this.#sources[pick % this.#sources.length] ?? 0;
    const importId = pick % IMPORTS;
    // An import that was taken back is not run again.
    if (this.#taken.has(importId)) return [];
    const phone = `+861380013${String(8000 + (pick % 4)).padStart(4, '0')}`;
    const document = {
      ...person(word, pick % 3 === 0 ? { phone } : {}),
      ...(pick % 4 === 0 ? { tags: ['展会'] } : {}),
      ...(pick % 5 === 0 ? { addresses: [{ province: pick % 2 ? '广东省' : '湖南省', line: word }] } : {}),
      ...(pick % 7 === 0
        ? { identifiers: [{ type: 'PASSPORT' as const, value: `G${pick % 3}`, validFrom: '2020-01-01' }] }
        : {}),
    };
    const employer = pick % 2 === 0 ? { EMPLOYER: { value: word } } : {};
    const said = {
      ...document,
      fields: { ...document.fields, ...employer, STAGE: { value: pick % 2 ? 'LEAD' : null } },
    };
    const externalId = `${sourceId}-${customer % 3}`;
    const records = [
      { line: 1, externalId, document: said },
      ...(pick % 6 ? [] : [{ line: 2, externalId, document: person(word, { phone }) }]),
    ];
    const { at } = this.now;
    const made = await applyRecords(this.#ctx(), { sourceId, importId: importId + 1, at, records });
    for (const { outcome, customerId } of made) if (outcome === 'created') this.customers.push(customerId);
    return made.map(({ customerId }) => customerId);
  }

  /** Takes an import back, or gives it again; customers of whom nobody says anything any more are withdrawn. */
  async #turn(importId: number): Promise<void> {
    const ctx = this.#ctx();
    const reserved = await reserveStep(ctx, 100);
    const how = this.#taken.has(importId) ? reinstateImport : retractImport;
    await ctx.db.transaction(async (trx) => {
      const step = { importId: importId + 1, afterCustomerId: 0, limit: 100, at: this.now.at, ...reserved };
      const { bare } = await how(trx, step);
      await withdrawCustomers(trx, bare, this.now.at);
    });
    if (!this.#taken.delete(importId)) this.#taken.add(importId);
  }

  /** Puts rules in force, and applies them to everybody at once. */
  async #changeRules(pick: number): Promise<void> {
    const ctx = this.#ctx();
    const criteria = ['MOST_RECENT', 'VERIFIED', 'MOST_COMPLETE', 'MOST_FREQUENT', 'SOURCE_PRIORITY'] as const;
    const ids = (await readSources(ctx.db.read)).map(({ id }) => ctx.publicIds.encode('src', id));
    const rotated = [...ids.slice(pick % ids.length), ...ids.slice(0, pick % ids.length)];
    const rules = (['NAME', 'EMPLOYER', 'PHONE', 'ADDRESS'] as const).map((field, place) => ({
      field,
      criteria: [
        criteria[(pick + place) % 5] ?? 'VERIFIED',
        ...(pick % 2 ? [] : [criteria[(pick + place + 1) % 5] ?? 'VERIFIED']),
      ],
    }));
    const version = (await presentRuleSet(ctx.db.read))?.version ?? 0;
    await updateRules(ctx, version, { sourceIds: rotated, rules }, 'random');
    this.now.at = Math.max(this.now.at, (await presentRuleSet(ctx.db.read))?.at ?? 0);
    const nextId = await ctx.db.ids.claim(this.customers.length * KEYS_PER_RECOMPUTE);
    const seals = await beginSeals(ctx, 'TEST');
    await ctx.db.transaction(
      async (trx) =>
        await recompute(trx, this.customers, { rules: await loadRules(trx), at: this.now.at, nextId, seals }),
    );
  }

  async #merge(survivor: number, other: number): Promise<readonly number[]> {
    done(await merge(this.app, this.#id(survivor), [this.#id(other)], null, this.#ctx()));
    return [survivor, other];
  }

  /** Gives somebody back who is merged; where something that came since may go, chance decides. */
  async #unmerge(pick: number): Promise<void> {
    const merged = await this.#ctx()
      .db.read.selectFrom('customer')
      .select('id')
      .where('status', '=', 'MERGED')
      .orderBy('id')
      .execute();
    const one = merged[pick % Math.max(1, merged.length)];
    if (!one) return refuse('WRONG_STATE', []);
    const preview = await unmergePreview(this.app, this.#id(one.id));
    const things: readonly { readonly id: string }[] = preview?.things ?? [];
    const decisions = things
      .filter((_, place) => (pick + place) % 3 === 0)
      .map(({ id }, place) => ({ id, goesTo: (pick + place) % 2 ? 'RELEASED' : 'SURVIVOR' }));
    done(await unmerge(this.app, this.#id(one.id), { decisions }, this.#ctx()));
  }

  async #split(id: number, pick: number): Promise<readonly number[]> {
    if (this.customers.length >= MOST_CUSTOMERS) return [];
    const records = await this.#ctx()
      .db.read.selectFrom('source_record')
      .select('id')
      .where('customer_id', '=', id)
      .orderBy('id')
      .execute();
    const chosen = records.filter((_, place) => (pick + place) % 3 === 0).map((record) => record.id);
    const { publicIds } = this.#ctx();
    const answer = await split(this.app, {
      customerId: this.#id(id),
      recordIds: chosen.map((record) => publicIds.encode('rec', record)),
    });
    done(answer);
    const made = publicIds.decode('cus', answer.customer.id) ?? 0;
    if (!this.customers.includes(made)) this.customers.push(made);
    return this.customers;
  }
}

function done({ userErrors }: Answered): void {
  const [first] = userErrors;
  if (first) refuse(first.code, first.field);
}
