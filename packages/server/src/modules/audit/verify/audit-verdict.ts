/** Something that is wrong with the chain, the checkpoints in the database, or the witness. */
export interface AuditFinding {
  readonly place: 'chain' | 'database' | 'witness';
  readonly problem: string;
  /** Of the chain: the first entry that is wrong, or the first of those among which it is. */
  readonly position?: number;
  /** Of the chain: the last of those among which the wrong entry is, where that cannot be told more exactly. */
  readonly until?: number;
  /** Of the chain: the first entry that is there and that nothing vouches for any more, where that is before `position`. */
  readonly unvouchedFrom?: number;
  /** The number of the checkpoint, or the first of several. */
  readonly checkpoint?: number;
  /** The line of the witness, from 1. */
  readonly line?: number;
  /** How often this was found. */
  readonly count: number;
}

/** A restore that was signed for: lawful, and what it left behind is known. */
export interface KnownRestore {
  readonly at: number;
  readonly checkpoint: number;
  /** The last entry that the restored database had. */
  readonly from: number;
  /** The last entry that had been witnessed before: those after `from` are lost. Equal to `from` when none is. */
  readonly lostUntil: number;
}

/** What a look at the whole chain, its checkpoints and their witness found. */
export interface AuditVerdict {
  readonly intact: boolean;
  /** Entries of the chain that were recomputed. */
  readonly entries: number;
  /** The hash of the last of them. */
  readonly head: string;
  /** Checkpoints that hold. */
  readonly checkpoints: number;
  /** The last entry that a checkpoint in the witness vouches for. */
  readonly witnessedUntil: number;
  /** Checkpoints that are not in the witness yet. */
  readonly waiting: number;
  readonly restores: readonly KnownRestore[];
  /** The chain first. None when all is well. */
  readonly findings: readonly AuditFinding[];
}

/** Collects findings; one that comes again is counted. */
export interface Findings {
  add(finding: Omit<AuditFinding, 'count'>): void;
  list(): readonly AuditFinding[];
}

/** Starts a collection. */
export function collectFindings(): Findings {
  const found = new Map<string, AuditFinding>();
  const order = { chain: 0, database: 1, witness: 2 };
  return {
    add: (finding) => {
      const known = found.get(finding.place + finding.problem);
      found.set(finding.place + finding.problem, { ...(known ?? finding), count: (known?.count ?? 0) + 1 });
    },
    list: () => [...found.values()].toSorted((a, b) => order[a.place] - order[b.place]),
  };
}

/** A finding as a sentence. */
export function describeFinding(finding: AuditFinding): string {
  const { place, problem, position, until, unvouchedFrom, checkpoint, line, count } = finding;
  const again = count > 1 ? ` (and ${count - 1} more like it)` : '';
  if (place === 'chain') {
    const span = until !== undefined && until !== position ? `entries ${position} to ${until}` : `entry ${position}`;
    const signed = checkpoint === undefined ? '' : ` (checkpoint ${checkpoint})`;
    const unvouched =
      unvouchedFrom === undefined ? '' : `; nothing vouches for what stands from entry ${unvouchedFrom} on`;
    return `The chain is wrong at ${span}: ${problem}${signed}${unvouched}${again}.`;
  }
  const which = checkpoint === undefined ? `line ${line}` : `checkpoint ${checkpoint}`;
  return `In the ${place}, ${which}: ${problem}${again}.`;
}
