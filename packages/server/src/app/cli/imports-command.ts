import { recentImports } from '../../modules/intake/index.ts';
import { type AddCommands, examples } from './command.ts';
import { countOf } from './jobs-command.ts';

/** `dossier imports` */
export const addImportsCommand: AddCommands = (program, within) => {
  program
    .command('imports')
    .description('the latest imports and what they did')
    .option('--count <n>', 'how many, up to 1000', countOf, 25)
    .addHelpText('after', examples(['imports', 'the latest 25']))
    .action(
      async ({ count }: { count: number }) =>
        await within(async ({ ctx }) => {
          const found = await recentImports(ctx.db.read, count);
          const imports = found.map(({ record, fileName, sourceCode }) => ({
            id: ctx.publicIds.encode('imp', record.id),
            state: record.state,
            kind: record.kind,
            file: fileName,
            source: sourceCode,
            createdAt: new Date(record.createdAt).toISOString(),
            counts: record.counts,
          }));
          const lines = imports.map(({ id, state, kind, file, source, createdAt, counts }) =>
            [
              id,
              createdAt,
              state.padEnd(12),
              kind.padEnd(9),
              source ?? '',
              file,
              `read ${counts.read}, created ${counts.created}, rejected ${counts.rejected}`,
            ].join('  '),
          );
          return { text: lines.join('\n') || 'There are no imports.', data: { imports } };
        }),
    );
};
