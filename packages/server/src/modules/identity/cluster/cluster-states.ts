/** What is to become of a cluster: people are asked, or it is merged by itself, was, or was and that was undone. */
export const CLUSTER_STATES = ['REVIEW', 'MERGE', 'MERGED', 'UNDONE'] as const;
/** One of {@link CLUSTER_STATES}. */
export type ClusterState = (typeof CLUSTER_STATES)[number];

/** Why people are asked about a cluster that the policy would else merge. */
export const REVIEW_REASONS = ['WEAK_LINK', 'DECIDED', 'TOO_MANY', 'CONFLICT', 'CHANGED', 'REFUSED'] as const;
/** One of {@link REVIEW_REASONS}. */
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/**
 * Where a plan stands: somebody is to look at it; it is carried out; it was; somebody said no; a later run or another policy took its
 * place; it is being undone; it was.
 */
export const PLAN_STATES = ['PROPOSED', 'APPROVED', 'DONE', 'DECLINED', 'EXPIRED', 'UNDOING', 'UNDONE'] as const;
/** One of {@link PLAN_STATES}. */
export type PlanState = (typeof PLAN_STATES)[number];
