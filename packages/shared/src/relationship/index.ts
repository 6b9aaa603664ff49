export { ATTITUDES, type Attitude, DECISION_ROLES, type DecisionRole, isSupportive } from './decision.codes.ts';
export {
  type EndNames,
  fitsKinds,
  HIERARCHY_TYPES,
  RELATIONSHIP_CODES,
  RELATIONSHIP_GROUPS,
  RELATIONSHIP_TYPES,
  type RelationshipGroup,
  type RelationshipKind,
  type RelationshipType,
  SYMMETRIC_TYPES,
  typesOf,
} from './relationship.codes.ts';
export { RELATIONSHIP_LIMITS } from './relationship.limits.ts';
