import type { Ctx } from '../context/context.ts';

/** How bad it is: a NOTE only informs, a WARNING needs attention soon, an ERROR means that something is wrong now. */
export type FindingLevel = 'NOTE' | 'WARNING' | 'ERROR';

/** Something a check found; the message is a sentence for the operator, without personal data. */
export interface Finding {
  readonly level: FindingLevel;
  readonly message: string;
}

/** Something that `dossier doctor` looks at. Modules offer theirs through their index; `app/doctor.ts` lists them. */
export interface DoctorCheck {
  /** One word for the command line: `dossier doctor numbers`. */
  readonly name: string;
  /** What it looks at, for --help. */
  readonly description: string;
  /** Changes nothing. No findings mean that all is well. */
  readonly run: (ctx: Ctx) => Promise<readonly Finding[]>;
}
