import { ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { Readable } from '../../../platform/graphql/exposure.ts';
import type { ImportRecord } from '../run/import.repository.ts';
import { type ImportAction, isAllowed } from '../run/import-state.ts';

/** What can be done with an import. */
@ObjectType({ description: 'What you may do with an import in its present state.' })
export class ImportActions {
  @Readable(() => Boolean, 'INTERNAL', 'Start it.')
  start: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Count what it would do.')
  dryRun: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Stop it for a while.')
  pause: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Let it go on.')
  resume: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'End it where it is.')
  cancel: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Remove the draft.')
  discard: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Take it back.')
  undo: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Give it back.')
  redo: boolean;
  @Readable(() => Boolean, 'INTERNAL', 'Erase its data.')
  purge: boolean;
}

/** What the actor may do with an import now. */
export function importActions(ctx: Ctx, { state }: ImportRecord): ImportActions {
  const { permissions } = ctx.actor;
  const may = (action: ImportAction) => permissions.has('IMPORT_RUN') && isAllowed(action, state);
  return {
    start: may('start'),
    dryRun: may('dryRun'),
    pause: may('pause'),
    resume: may('resume'),
    cancel: may('cancel'),
    discard: may('discard'),
    undo: may('undo') && state !== 'UNDOING',
    redo: may('redo') && state !== 'REDOING',
    purge: permissions.has('IMPORT_PURGE') && isAllowed('purge', state),
  };
}
