import { useRouter } from 'vue-router';
import type { Ref } from 'vue';
import { ImportCreateDocument } from '../../../gql/graphql.ts';
import { useMutation } from '../../../platform/apollo/use-query.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrors } from '../../../ui/use-user-errors.ts';
import { decidedSettings } from '../file/file-settings.ts';
import { paths } from '../paths.ts';
import type { ImportStep } from '../paths.ts';
import type { ImportRun } from './use-import.ts';

/** Makes the same import anew, this time saying that the file may be imported once more, and goes there. */
export function useImportAgain(): {
  readonly again: (run: ImportRun, step: ImportStep) => Promise<void>;
  readonly busy: Ref<boolean>;
  readonly errors: UserErrors;
} {
  const router = useRouter();
  const errors = useUserErrors();
  const { run: create, busy } = useMutation(ImportCreateDocument);

  async function again(run: ImportRun, step: ImportStep): Promise<void> {
    const { kind, rowShape, mode, phoneRegion, timeZone, currency, keys } = run;
    const mapping = run.mapping.map(({ column, index, target, options }) => ({
      column,
      index,
      target,
      options: options.map(({ name, value }) => ({ name, value })),
    }));
    const setup = {
      fileSettings: decidedSettings(run.fileSettings),
      kind,
      rowShape,
      mode,
      phoneRegion,
      timeZone,
      currency,
      keys,
      mapping,
    };
    const input = { fileId: run.file.id, sourceId: run.source?.id ?? null, again: true, setup };
    const payload = (await create({ input }))?.importCreate;
    if (payload && errors.accept(payload.userErrors) && payload.import)
      await router.push(paths.import(payload.import.id, step));
  }
  return { again, busy, errors };
}
