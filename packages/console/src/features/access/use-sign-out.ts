import { useRouter } from 'vue-router';
import { SignOutDocument } from '../../gql/graphql.ts';
import { useMutation } from '../../platform/apollo/use-query.ts';
import { useSession } from '../../platform/session/use-session.ts';
import { paths } from './paths.ts';

/** Ends the session here and on the server, and shows the sign-in page. */
export function useSignOut(): () => Promise<void> {
  const router = useRouter();
  const session = useSession();
  const { run } = useMutation(SignOutDocument);
  return async () => {
    if (!(await run({}))) return;
    // The page first: a form that is left keeps its draft, which is forgotten with everything else.
    await router.replace(paths.signIn());
    await session.leave();
  };
}
