import { expect } from 'vitest';
import { mergeCustomers, unmergeCustomer } from '../../modules/identity/index.ts';
import { createWorld, customersIn, deeds, recordsFor, type World } from './world.fixture.ts';
import type { Step } from './steps.fixture.ts';

type Decision = { readonly by: string; readonly at: number; readonly decision: 'GRANTED' | 'DENIED' | 'WITHDRAWN' };

/**
 * Two worlds in which the same happens, but that in one of them nobody is ever merged: what is done to a survivor is done there to
 * the customer who survived, and what a source says under a key, about whoever has that key. Once everybody was given back, both
 * must show the same.
 */
export class Twins {
  readonly clock = { at: Date.UTC(2026, 0, 1) };
  readonly #parents = new Map<string, { into: string; since: number }>();
  readonly #decisions: Decision[] = [];
  readonly #imports: number[] = [];
  #count = 0;
  /** How often each thing was really done. */
  readonly done = new Map<string, number>();

  private constructor(
    readonly merging: World,
    readonly plain: World,
  ) {}

  static async create(): Promise<Twins> {
    const clock = { at: 0 };
    const twins = new Twins(await createWorld(clock), await createWorld(clock));
    Object.defineProperty(twins, 'clock', { value: clock });
    clock.at = Date.UTC(2026, 0, 1);
    return twins;
  }

  async close(): Promise<void> {
    await this.merging.app.close();
    await this.plain.app.close();
  }

  /** Does a step in both worlds, if it can be done in both. */
  async run(step: Step): Promise<void> {
    this.clock.at += 1_000;
    this.#count++;
    if (await this.#run(step)) this.done.set(step.do, (this.done.get(step.do) ?? 0) + 1);
  }

  /** Gives everybody back, in the order in which they stand. */
  async releaseAll(): Promise<void> {
    for (const number of [...this.#parents.keys()].toSorted()) {
      this.clock.at += 1_000;
      await this.#unmerge(number);
    }
  }

  async #run(step: Step): Promise<boolean> {
    const both = [this.merging, this.plain];
    switch (step.do) {
      case 'create':
        for (const world of both) await deeds.create(world, step.name, step.phone);
        return true;
      case 'import':
        this.#imports.push(this.#count);
        for (const world of both) await deeds.import(world, step.source, this.#count, step.rows);
        return true;
      case 'purchase':
        this.#imports.push(this.#count);
        for (const world of both)
          await deeds.purchase(world, step.source, this.#count, step.key, step.order, step.pieces);
        return true;
      case 'undo': {
        const [importId] = this.#imports.splice(step.pick % Math.max(1, this.#imports.length), 1);
        if (importId === undefined) return false;
        for (const world of both) await deeds.undo(world, importId);
        return true;
      }
      case 'merge':
        return await this.#merge(step.into, step.picks);
      case 'split':
        return await this.#split(step.pick, step.record);
      case 'unmerge': {
        const merged = [...this.#parents.keys()].toSorted();
        const number = merged[step.pick % Math.max(1, merged.length)];
        return number !== undefined && (await this.#unmerge(number));
      }
      default:
        return await this.#toOne(step);
    }
  }

  async #toOne(step: Extract<Step, { do: 'edit' | 'order' | 'tag' | 'consent' | 'archive' }>): Promise<boolean> {
    const target = await this.#active(step.pick);
    if (!target) return false;
    if (step.do === 'tag' && (await this.#isTagged(target.ids[0], step.tag))) return false;
    for (const [at, world] of [this.merging, this.plain].entries()) {
      const id = target.ids[at] ?? 0;
      if (step.do === 'edit') await deeds.edit(world, id, step.field, step.value);
      if (step.do === 'order') await deeds.order(world, id, `H${this.#count}`);
      if (step.do === 'tag') await deeds.tag(world, id, step.tag);
      if (step.do === 'consent') await deeds.consent(world, id, step.decision, this.clock.at);
      if (step.do === 'archive') await deeds.archive(world, id);
    }
    if (step.do === 'consent') this.#decisions.push({ by: target.number, at: this.clock.at, decision: step.decision });
    return true;
  }

  async #merge(into: number, picks: readonly number[]): Promise<boolean> {
    const survivor = await this.#active(into);
    const others = (await Promise.all(picks.map(async (pick) => await this.#active(pick)))).filter(
      (one) => one !== undefined && one.number !== survivor?.number,
    );
    const customers = new Map(others.flatMap((one) => (one ? [[one.number, one.ids[0]] as const] : [])));
    if (!survivor || customers.size === 0) return false;
    await mergeCustomers(this.merging.ctx, {
      survivor: { id: survivor.ids[0], field: [] },
      customers: [...customers.values()].map((id) => ({ id, field: [] })),
    });
    for (const number of customers.keys()) this.#parents.set(number, { into: survivor.number, since: this.clock.at });
    return true;
  }

  async #unmerge(number: string): Promise<boolean> {
    const found = (await customersIn(this.merging)).find((one) => one.number === number);
    await unmergeCustomer(this.merging.ctx, { customerId: found?.id ?? 0, decisions: new Map() });
    // What the others refused since, they may have refused for it.
    const said = [];
    for (let at = this.#parents.get(number); at; at = this.#parents.get(at.into)) {
      const { into, since } = at;
      said.push(...this.#decisions.filter((one) => one.by === into && one.at >= since));
    }
    this.#parents.delete(number);
    const last = said.toSorted((a, b) => a.at - b.at).at(-1);
    if (last && last.decision !== 'GRANTED') {
      const twin = (await customersIn(this.plain)).find((one) => one.number === number);
      await deeds.consent(this.plain, twin?.id ?? 0, last.decision, last.at);
      this.#decisions.push({ ...last, by: number });
    }
    return true;
  }

  /** Splits the same record off in both worlds, one that was recorded for the customer itself. */
  async #split(pick: number, place: number): Promise<boolean> {
    const target = await this.#active(pick);
    if (!target) return false;
    const [merging, plain] = [
      await recordsFor(this.merging, target.ids[0]),
      await recordsFor(this.plain, target.ids[1]),
    ];
    expect(merging.map(({ key }) => key)).toEqual(plain.map(({ key }) => key));
    const at = place % Math.max(1, plain.length);
    const [mine, theirs] = [merging[at], plain[at]];
    if (!mine || !theirs || plain.length < 2) return false;
    await deeds.split(this.merging, target.ids[0], mine.id);
    await deeds.split(this.plain, target.ids[1], theirs.id);
    return true;
  }

  /** A customer that is active in both worlds, by its place among all. */
  async #active(pick: number): Promise<{ number: string; ids: readonly [number, number] } | undefined> {
    const [merging, plain] = [await customersIn(this.merging), await customersIn(this.plain)];
    const active = merging.flatMap(({ id, number, status }) => {
      const twin = plain.find((one) => one.number === number);
      return status === 'ACTIVE' && twin?.status === 'ACTIVE' ? [{ number, ids: [id, twin.id] as const }] : [];
    });
    return active[pick % Math.max(1, active.length)];
  }

  async #isTagged(id: number, tag: number): Promise<boolean> {
    const row = await this.merging.ctx.db.read
      .selectFrom('customer_tag')
      .select('origin')
      .where('customer_id', '=', id)
      .where('tag_id', '=', this.merging.tags[tag] ?? 0)
      .executeTakeFirst();
    return row !== undefined;
  }
}
