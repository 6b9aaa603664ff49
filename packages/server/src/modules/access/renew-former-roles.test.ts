import { expect, it } from 'vitest';
import { createTestApp } from '../../app/testing/test-app.ts';
import { systemContext } from '../../platform/testing/test-context.ts';
import { addUser, signInAs } from './access.fixture.ts';
import { renewFormerRoles } from './renew-former-roles.ts';

it('gives users of an earlier version the roles that took the place of theirs, once', async () => {
  const app = await createTestApp();
  try {
    const { services } = app;
    const { userId, cookie } = await signInAs(app, await app.http(), 'VIEWER');
    const { userId: other } = await addUser(app, 'VIEWER');
    await services.db.transaction(
      async (trx) =>
        await trx.updateTable('staff_user').set({ roles: 'ADMIN,VIEWER' }).where('id', '=', userId).execute(),
    );
    const ctx = systemContext(services);
    const [name] = await renewFormerRoles(ctx);
    expect(name).toMatch(/^User \d+$/);
    const rolesOf = async (id: number) =>
      (await services.db.read.selectFrom('staff_user').select('roles').where('id', '=', id).executeTakeFirst())?.roles;
    expect(await rolesOf(userId)).toBe('SECURITY_ADMIN,DATA_STEWARD,MANAGER,VIEWER');
    expect(await rolesOf(other)).toBe('VIEWER');
    expect(cookie).not.toBe('');
    expect(await services.db.read.selectFrom('session').select('id').where('user_id', '=', userId).execute()).toEqual(
      [],
    );
    expect(await renewFormerRoles(ctx)).toEqual([]);
  } finally {
    await app.close();
  }
});
