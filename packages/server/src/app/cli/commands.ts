import type { AddCommands } from './command.ts';
import { addAuditCommands } from './audit-command.ts';
import { addBackupCommands } from './backup-command.ts';
import { addConsentsCommands } from './consents-command.ts';
import { addDoctorCommand } from './doctor-command.ts';
import { addEvaluateCommands } from './evaluate-command.ts';
import { addExportCommand } from './export-command.ts';
import { addImportCommands } from './import-command.ts';
import { addImportsCommand } from './imports-command.ts';
import { addJobsCommands } from './jobs-command.ts';
import { addKeysCommands } from './keys-command.ts';
import { addMatchCommand } from './match-command.ts';
import { addMergeCommands } from './merge-command.ts';
import { addMigrateCommand } from './migrate-command.ts';
import { addSplitCommand } from './split-command.ts';
import { addUnmergeCommands } from './unmerge-command.ts';
import { addUserCommands } from './user-command.ts';

/** Every command, in the order in which --help shows them. A new one is a file beside this and a line here. */
export const commands: readonly AddCommands[] = [
  addUserCommands,
  addImportCommands,
  addImportsCommand,
  addExportCommand,
  addMatchCommand,
  addMergeCommands,
  addUnmergeCommands,
  addSplitCommand,
  addBackupCommands,
  addDoctorCommand,
  addAuditCommands,
  addConsentsCommands,
  addKeysCommands,
  addMigrateCommand,
  addJobsCommands,
  addEvaluateCommands,
];
