import type { PackedEdges } from '../batch/edges.ts';
import type { Learned, MatchScope } from '../batch/matcher.ts';
import type { BlockingReport, Blocks, KeyShare } from '../blocking/blocks.ts';
import type { CurvePoint } from '../model/curve.ts';
import type { CountedFillers, FoundFiller } from '../fillers/fillers.ts';
import type { WordCounts } from '../model/comparisons.ts';
import type { FieldWeight } from '../model/model.ts';
import type { TermCounts } from '../model/term-frequency.ts';
import type { MatchRecord } from '../record/match-record.ts';

/** Persons and organisations are recognised apart. */
export type Kind = MatchRecord['kind'];

/** What a matching thread is asked, by name. */
export interface Questions {
  /** Take these customers in; `sides` says which side each is on. */
  readonly take: { readonly records: readonly MatchRecord[]; readonly sides?: readonly number[] };
  /** Which values stand for nothing? All customers are there. */
  readonly fillers: Record<never, never>;
  /** What is asked from now on is asked without them. */
  readonly prepare: Omit<MatchScope, 'sides' | 'fillers'> & { readonly fillers: readonly KindFillers[] };
  readonly block: { readonly kind: Kind; readonly share: KeyShare };
  readonly learn: { readonly kind: Kind; readonly blocks: readonly Blocks[] };
  /** What a single customer can be compared with later. */
  readonly terms: { readonly kind: Kind };
  /** Weigh pairs, by turns with other threads: `next` is the place of the first record of the next turn. */
  readonly compare: { readonly kind: Kind; readonly learned: Learned; readonly next: Int32Array };
  readonly join: { readonly kind: Kind; readonly edges: readonly PackedEdges[] };
  /** Which of these pairs of customers, one key behind the other, were compared? */
  readonly compared: { readonly kind: Kind; readonly pairs: Float64Array };
  /** Why the joined edges of these places weigh what they do. */
  readonly explain: { readonly kind: Kind; readonly from: number; readonly to: number };
}

/** Values of the customers of one kind that stand for nothing. */
export interface KindFillers {
  readonly kind: Kind;
  readonly found: readonly FoundFiller[];
}

/** What was learned, and how it is shown. */
export interface KindLearned {
  readonly learned: Learned;
  readonly customers: number;
  readonly prior: number;
  readonly fields: LearnedModel['fields'];
}

/** How common the commonest texts are. */
export interface CommonTerms {
  /** By comparison. */
  readonly terms: readonly TermCounts[];
  readonly words: WordCounts;
}

/** What one thread found. */
export interface Compared {
  readonly compared: number;
  readonly edges: PackedEdges;
}

/** What all pairs came to. */
export interface Joined {
  readonly found: number;
  readonly curve: readonly CurvePoint[];
  /** Keys of customers who were joined to another, each followed by the one their group is named by. */
  readonly groups: Float64Array;
}

/** A pair as it is kept. */
export interface FoundPair {
  readonly kind: Kind;
  readonly customerId: number;
  readonly otherId: number;
  readonly weight: number;
  readonly fields: readonly FieldWeight[];
}

/** A model as it is kept: chances by field and level, and what thresholds are expected to give. */
export interface LearnedModel {
  readonly kind: Kind;
  readonly customers: number;
  readonly prior: number;
  readonly fields: readonly {
    readonly field: string;
    readonly levels: readonly { readonly name: string; readonly m: number; readonly u: number }[];
  }[];
  readonly curve: readonly CurvePoint[];
  /** How many values of a field stand for nothing, and how often customers have one of them. */
  readonly fillers: readonly CountedFillers[];
  readonly blocking: BlockingReport & { readonly pairs: number };
}
