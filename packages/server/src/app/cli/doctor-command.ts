import type { DoctorCheck, Finding } from '../../platform/doctor/doctor-check.ts';
import { doctorChecks } from '../doctor.ts';
import { type AddCommands, type Answer, type CommandRun, EXIT, examples } from './command.ts';
import { CommandFailed } from './run-cli.ts';

interface CheckReport {
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** `dossier doctor` */
export const addDoctorCommand: AddCommands = (program, within) => {
  const width = Math.max(...doctorChecks.map((check) => check.name.length));
  program
    .command('doctor')
    .argument('[checks...]', 'which; all of them when left out')
    .description('look whether all is well; changes nothing')
    .addHelpText(
      'after',
      `\nChecks:\n${doctorChecks.map((check) => `  ${check.name.padEnd(width)}  ${check.description}`).join('\n')}\n` +
        `\nEnds with ${EXIT.failed} when a check found an error.` +
        examples(['doctor', 'every check'], ['doctor audit orphans --json', 'two of them, for a program']),
    )
    .action(
      async (names: string[]) => await within(async (run) => await examine(run, chosen(names)), { tables: 'any' }),
    );
};

function chosen(names: readonly string[]): readonly DoctorCheck[] {
  if (names.length === 0) return doctorChecks;
  return names.map((name) => {
    const check = doctorChecks.find((one) => one.name === name);
    if (!check) {
      const known = doctorChecks.map((one) => one.name).join(', ');
      throw new CommandFailed(`There is no check "${name}"; expected one of ${known}.`, 'USAGE', EXIT.usage);
    }
    return check;
  });
}

async function examine({ ctx, signal, tell }: CommandRun, checks: readonly DoctorCheck[]): Promise<Answer> {
  const reports: CheckReport[] = [];
  for (const check of checks) {
    signal.throwIfAborted();
    tell(`checking ${check.name}`);
    reports.push({ name: check.name, findings: await check.run(ctx) });
  }
  const healthy = reports.every(({ findings }) => findings.every((finding) => finding.level !== 'ERROR'));
  const lines = reports.flatMap(({ name, findings }) => [
    `${badge(findings)}  ${name}`,
    ...findings.map((finding) => `          ${finding.message}`),
  ]);
  return { text: lines.join('\n'), data: { healthy, checks: reports }, exitCode: healthy ? EXIT.done : EXIT.failed };
}

function badge(findings: readonly Finding[]): string {
  const levels = findings.map((finding) => finding.level);
  if (levels.includes('ERROR')) return 'ERROR   ';
  return levels.includes('WARNING') ? 'WARNING ' : 'ok      ';
}
