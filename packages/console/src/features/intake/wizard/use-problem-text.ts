import { useT } from '../../../platform/i18n/use-t.ts';
import { TARGET_GROUPS } from '../mapping/target-groups.ts';
import type { SetupProblem } from './steps.ts';
import type { ImportRun } from './use-import.ts';

const TARGETS = new Map(
  TARGET_GROUPS.flatMap(({ targets }) => targets.map((target) => [String(target), target] as const)),
);

/** A problem of a setup as a sentence that names what it is about, and fields in the user's words. */
export function useProblemText(run: () => ImportRun): (problem: SetupProblem) => string {
  const { t } = useT();

  function subjectOf({ field }: SetupProblem): string | undefined {
    const [first, second] = field ?? [];
    if (first === 'sourceId') return t('intake.history.source');
    if (first === 'timeZone') return t('intake.meaning.timeZone');
    return first === 'mapping' && second ? run().mapping[Number(second)]?.column : undefined;
  }
  return (problem) => {
    const subject = subjectOf(problem);
    // The server names a missing field by its code.
    const text = problem.message.replaceAll(/[A-Z][A-Z_]+/g, (code) => {
      const target = TARGETS.get(code);
      return target ? t(`intake.mapping.target.${target}`) : code;
    });
    return subject ? t('ui.pair', { name: subject, value: text }) : text;
  };
}
