import { ElMessageBox } from 'element-plus';
import { computed, shallowRef } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import {
  ImportTemplateDeleteDocument,
  ImportTemplateRenameDocument,
  ImportTemplatesDocument,
} from '../../../gql/graphql.ts';
import type { ImportTemplatesQuery, TemplateRowFragment } from '../../../gql/graphql.ts';
import type { Failure } from '../../../platform/apollo/failure.ts';
import { useMutation, useQuery } from '../../../platform/apollo/use-query.ts';
import type { Query } from '../../../platform/apollo/use-query.ts';
import { useT } from '../../../platform/i18n/use-t.ts';
import { useUserErrors } from '../../../ui/use-user-errors.ts';
import type { UserErrors } from '../../../ui/use-user-errors.ts';

/** The saved mappings. */
export interface Templates {
  readonly templates: ComputedRef<readonly TemplateRowFragment[]>;
  readonly query: Query<ImportTemplatesQuery, Record<string, never>>;
  /** The template that is to be deleted once it is confirmed. */
  readonly doomed: ShallowRef<TemplateRowFragment | undefined>;
  readonly rename: (template: TemplateRowFragment) => Promise<void>;
  readonly remove: () => Promise<void>;
  readonly busy: ComputedRef<boolean>;
  readonly failure: ComputedRef<Failure | undefined>;
  readonly errors: UserErrors;
}

/** See {@link Templates}. */
export function useTemplates(): Templates {
  const { t } = useT();
  const query = useQuery(ImportTemplatesDocument);
  const renaming = useMutation(ImportTemplateRenameDocument);
  const deleting = useMutation(ImportTemplateDeleteDocument, { refetch: ['ImportTemplates'] });
  const errors = useUserErrors();
  const doomed = shallowRef<TemplateRowFragment>();

  async function rename(template: TemplateRowFragment): Promise<void> {
    const name = await ask(template.name);
    if (!name || name === template.name) return;
    const payload = (await renaming.run({ id: template.id, name }))?.importTemplateRename;
    errors.accept(payload?.userErrors);
  }
  async function ask(name: string): Promise<string | undefined> {
    const question = ElMessageBox.prompt(t('intake.template.name'), t('intake.template.rename'), {
      inputValue: name,
      inputValidator: (text) => text.trim() !== '' && text.length <= 100,
      inputErrorMessage: ' ',
      confirmButtonText: t('ui.action.save'),
      cancelButtonText: t('ui.action.cancel'),
    });
    return question.then(
      (answer) => answer.value.trim(),
      () => undefined,
    );
  }
  async function remove(): Promise<void> {
    if (!doomed.value) return;
    const payload = (await deleting.run({ id: doomed.value.id }))?.importTemplateDelete;
    if (payload) errors.accept(payload.userErrors);
    doomed.value = undefined;
  }
  return {
    templates: computed(() => query.data.value?.importTemplates ?? []),
    query,
    doomed,
    rename,
    remove,
    busy: computed(() => renaming.busy.value || deleting.busy.value),
    failure: computed(() => renaming.error.value ?? deleting.error.value),
    errors,
  };
}
