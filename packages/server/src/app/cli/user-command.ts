import { type Role, STAFF_ROLES } from '@dossier/shared/access';
import { Option } from 'commander';
import { text as readAll } from 'node:stream/consumers';
import {
  findUserByEmail,
  inviteUser,
  resetPassword,
  resetSecondFactor,
  setPassword,
} from '../../modules/access/index.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { type AddCommands, examples } from './command.ts';

interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: readonly Role[];
}

/** `dossier user …` */
export const addUserCommands: AddCommands = (program, within) => {
  const user = program.command('user').description('the people who work with this installation');
  user.addHelpText(
    'after',
    examples(['user invite --email li@example.com --name 李雷 --role DATA_STEWARD', 'prints a link']),
  );
  const role = () =>
    new Option('--role <role...>', 'what the person may do; several add up').choices(STAFF_ROLES).default(['VIEWER']);

  user
    .command('invite')
    .description('make a user and a link (one hour, once) with which they set their password')
    .requiredOption('--email <address>', 'the address they sign in with')
    .requiredOption('--name <name>', 'the name that others see')
    .addOption(role())
    .addHelpText(
      'after',
      examples(['user invite --email li@example.com --name 李雷 --role DATA_STEWARD', 'prints the link']),
    )
    .action(
      async (options: NewUser) =>
        await within(async ({ ctx }) => {
          const { userId, link } = await inviteUser(ctx, { ...options, roles: options.role });
          return {
            text: `Pass on this link; it works once, for one hour:\n${link}`,
            data: { id: ctx.publicIds.encode('usr', userId), link },
          };
        }),
    );

  user
    .command('create')
    .description('make a user with a password, which is read from standard input')
    .requiredOption('--email <address>', 'the address they sign in with')
    .requiredOption('--name <name>', 'the name that others see')
    .addOption(role())
    .addHelpText(
      'after',
      examples([
        'user create --email admin@example.com --name Admin --role SECURITY_ADMIN < password.txt',
        'the first line is the password',
      ]),
    )
    .action(
      async (options: NewUser) =>
        await within(async ({ ctx }) => {
          const password = (await readAll(process.stdin)).split(/\r?\n/)[0] ?? '';
          if (password === '') refuse('REQUIRED', ['password']);
          const { userId, link } = await inviteUser(ctx, { ...options, roles: options.role });
          await setPassword(ctx, { token: new URL(link).hash.slice(1), password });
          return { text: `${options.email} can sign in.`, data: { id: ctx.publicIds.encode('usr', userId) } };
        }),
    );

  user
    .command('reset')
    .description('make a link (one hour, once) with which a user sets a new password')
    .requiredOption('--email <address>', 'whose')
    .option('--second-factor', 'take away a second factor that was lost, too: app, passkeys, recovery codes')
    .addHelpText(
      'after',
      examples(
        ['user reset --email li@example.com', 'prints the link'],
        ['user reset --email li@example.com --second-factor', 'they set up a new one when they sign in'],
      ),
    )
    .action(
      async ({ email, secondFactor }: { email: string; secondFactor?: boolean }) =>
        await within(async ({ ctx }) => {
          const found = await findUserByEmail(ctx.db.read, email);
          if (!found) refuse('NOT_FOUND', ['email']);
          if (secondFactor) await resetSecondFactor(ctx, found.id);
          const { link } = await resetPassword(ctx, found.id);
          return {
            text: `${secondFactor ? 'The second factor is gone, and all sessions have ended.\n' : ''}Pass on this link; it works once, for one hour:\n${link}`,
            data: { id: ctx.publicIds.encode('usr', found.id), link },
          };
        }),
    );
};
