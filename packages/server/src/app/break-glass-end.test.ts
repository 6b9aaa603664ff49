import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAs } from '../modules/access/access.fixture.ts';
import { noteBreakGlassReads } from '../modules/access/index.ts';
import type { Ctx } from '../platform/context/context.ts';
import { createEmergency, EMERGENCY, type Emergency, PIA } from './testing/break-glass.ts';

/* An hour of seeing customers whom one's roles do not show: how it ends, and what is left of it. */

const MINUTE_MS = 60_000;
let of: Emergency;
beforeAll(async () => (of = await createEmergency()));
afterAll(async () => await of.app.close());

describe('it ends', () => {
  const fresh = async () => {
    const { app, server, begin, sees, own } = of;
    const who = await signInAs(app, server, 'SALES');
    await begin(who);
    expect(await sees(who)).toBe(true);
    return { who, id: (await own(who)).held.id as string };
  };

  it('after sixty minutes, by its holder, by who could approve it, and with its session', async () => {
    const { app, pia, sue, ask, at, moveTo, begin, change, sees, own } = of;
    await begin();
    const { id } = (await own()).held;
    // Used until the last moment, so that the session does not grow idle.
    const start = at();
    for (const minutes of [20, 40, 59]) {
      moveTo(start + minutes * MINUTE_MS);
      expect(await sees()).toBe(true);
    }
    moveTo(start + 60 * MINUTE_MS - 1);
    expect(await sees()).toBe(true);
    moveTo(start + 60 * MINUTE_MS);
    expect([await sees(), (await own()).held]).toEqual([false, null]);
    expect(await change('breakGlassEnd', `id: "${id}"`)).toBe('WRONG_STATE');

    const first = await fresh();
    expect(await change('breakGlassEnd', `id: "${first.id}"`, sue)).toBe('NOT_FOUND');
    expect(await change('breakGlassEnd', `id: "${first.id}"`, first.who)).toBe('DONE');
    expect(await sees(first.who)).toBe(false);

    const second = await fresh();
    const ended = await app.data(
      pia,
      `mutation { breakGlassEnd(id: "${second.id}") { breakGlass { isHeld endedBy { name } } userErrors { code } } }`,
    );
    expect(ended.breakGlassEnd).toEqual({ breakGlass: { isHeld: false, endedBy: { name: 'Pia' } }, userErrors: [] });
    expect(await sees(second.who)).toBe(false);

    const third = await fresh();
    expect((await ask('mutation { sessionRevokeOthers { done } }', {}, third.who)).data.sessionRevokeOthers.done).toBe(
      true,
    );
    expect(await sees(third.who)).toBe(true);
    await ask('mutation { signOut { done } }', {}, third.who);
    expect((await ask('{ tags { id } }', {}, third.who)).errors[0].extensions.code).toBe('UNAUTHENTICATED');

    const { breakGlasses } = await app.data(pia, '{ breakGlasses { nodes { isHeld endedAt } } }');
    expect(breakGlasses.nodes).toEqual([
      { isHeld: false, endedAt: null },
      { isHeld: false, endedAt: new Date(at()).toISOString() },
      { isHeld: false, endedAt: new Date(at()).toISOString() },
      { isHeld: false, endedAt: null },
    ]);
  });

  it('for an answer that is under way, too', async () => {
    const { app, wang, change, keyOf } = of;
    const { who, id } = await fresh();
    const key = keyOf(id);
    const under = app.ctxFor('VIEWER', who.userId);
    under.access.breakGlass = { id: key, met: new Set([keyOf(wang)]) };
    await noteBreakGlassReads(under, 'Customer');
    expect(await change('breakGlassEnd', `id: "${id}"`, who)).toBe('DONE');
    await expect(noteBreakGlassReads(under, 'Customer')).rejects.toThrow('Break-glass has ended.');
  });
});

describe('afterwards', () => {
  it('somebody else looks through what was read, and says what came of it', async () => {
    const { app, ann, pia, sue, wang, logged, keyOf } = of;
    const LIST =
      '{ breakGlasses(open: true) { nodes { id customers holder { name } approvedBy { name } reason viewerCanReview viewerCanEnd } } }';
    const { nodes } = (await app.data(ann, LIST)).breakGlasses;
    const first = nodes.at(-1);
    expect(first).toMatchObject({
      customers: 1,
      holder: { name: 'Sue' },
      approvedBy: { name: 'Ann' },
      reason: EMERGENCY,
      viewerCanReview: true,
      viewerCanEnd: false,
    });
    const ENTRIES = 'query ($id: ID!) { breakGlassEntries(id: $id, first: 100) { nodes { action objectId fields } } }';
    const entries = (await app.data(pia, ENTRIES, { id: first.id })).breakGlassEntries.nodes;
    const read = { action: 'breakGlass.read', objectId: wang, fields: [] };
    expect(entries).toEqual([read, read, read, read]);
    const review = `id: "${first.id}", note: "called two customers, as she said"`;
    const as = async (ctx: Ctx, args = review) => {
      const { breakGlassReview } = await app.data(
        ctx,
        `mutation { breakGlassReview(${args}) { userErrors { code } } }`,
      );
      return breakGlassReview.userErrors[0]?.code ?? 'DONE';
    };
    expect(await as(pia, `id: "${first.id}", note: " "`)).toBe('REQUIRED');
    expect(await as(app.ctxFor('AUDITOR', sue.userId))).toBe('NOT_ALLOWED');
    await expect(as(app.ctxFor('DATA_STEWARD', 9))).rejects.toThrow();
    expect([await as(app.ctxFor('AUDITOR', PIA)), await as(pia)]).toEqual(['DONE', 'ALREADY_DONE']);
    expect(await logged('breakGlass.reviewed')).toMatchObject([
      { by: PIA, on: keyOf(first.id), reason: 'called two customers, as she said' },
    ]);
    expect((await app.data(ann, LIST)).breakGlasses.nodes).toHaveLength(nodes.length - 1);
  });
});
