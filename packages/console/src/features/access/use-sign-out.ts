import { ElMessage } from 'element-plus';
import { useRouter } from 'vue-router';
import { SignOutDocument } from '../../gql/graphql.ts';
import { useMutation } from '../../platform/apollo/use-query.ts';
import { useT } from '../../platform/i18n/use-t.ts';
import { useSession } from '../../platform/session/use-session.ts';
import { paths } from './paths.ts';

/** Ends the session here and on the server, and shows the sign-in page. */
export function useSignOut(): () => Promise<void> {
  const { t } = useT();
  const router = useRouter();
  const session = useSession();
  const { run, error } = useMutation(SignOutDocument);
  return async () => {
    const back = router.currentRoute.value.fullPath;
    // The page first: it may ask to stay because something is not saved, and then nothing has happened. And a form that is
    // left keeps its draft, which is forgotten with everything else.
    if (await router.replace(paths.signIn())) return;
    const isOver = Boolean(await run({})) || error.value?.kind === 'unauthenticated';
    if (isOver) return await session.leave();
    await router.replace(back);
    ElMessage.error(t(`ui.error.${error.value?.kind ?? 'internal'}`));
  };
}
