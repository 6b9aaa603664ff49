import { codeList } from '../customer/index.ts';

/** Where a partner app stands. */
export const PARTNER_APP_STATES = codeList({
  DRAFT: ['草稿', 'Draft'],
  IN_REVIEW: ['待审批', 'In review'],
  APPROVED: ['已批准', 'Approved'],
  SUSPENDED: ['已停用', 'Suspended'],
  ENDED: ['已终止', 'Ended'],
});

/** Where the terms of a partner app stand; those that are IN_FORCE decide what it gets. */
export const PARTNER_TERMS_STATES = codeList({
  DRAFT: ['草稿', 'Draft'],
  IN_REVIEW: ['待审批', 'In review'],
  IN_FORCE: ['生效中', 'In force'],
  REJECTED: ['已驳回', 'Rejected'],
  REPLACED: ['已被替代', 'Replaced'],
});

/** How much harm a partner app could do. */
export const PARTNER_RISKS = codeList({
  LOW: ['低', 'Low'],
  MEDIUM: ['中', 'Medium'],
  HIGH: ['高', 'High'],
});

/** How a partner app proves who it is. */
export const PARTNER_CREDENTIAL_KINDS = codeList({
  SECRET: ['密钥', 'Client secret'],
  KEY: ['公钥', 'Public key'],
});

/** What somebody should look after at a partner app. */
export const PARTNER_WARNINGS = codeList({
  CREDENTIAL_EXPIRES: ['凭据将在 14 天内到期', 'A credential ends within 14 days'],
  NO_CREDENTIAL: ['没有有效凭据', 'There is no valid credential'],
  REVIEW_DUE: ['14 天内须完成季度复核', 'The quarterly review is due within 14 days'],
  CONTRACT_ENDS: ['合同将在 14 天内到期', 'The contract ends within 14 days'],
  SCHEMA_CHANGED: ['接口结构与批准时不同', 'The schema is not quite the approved one any more'],
});

/** One of {@link PARTNER_APP_STATES}. */
export type PartnerAppState = (typeof PARTNER_APP_STATES)['codes'][number];
/** One of {@link PARTNER_TERMS_STATES}. */
export type PartnerTermsState = (typeof PARTNER_TERMS_STATES)['codes'][number];
/** One of {@link PARTNER_RISKS}. */
export type PartnerRisk = (typeof PARTNER_RISKS)['codes'][number];
/** One of {@link PARTNER_CREDENTIAL_KINDS}. */
export type PartnerCredentialKind = (typeof PARTNER_CREDENTIAL_KINDS)['codes'][number];
/** One of {@link PARTNER_WARNINGS}. */
export type PartnerWarning = (typeof PARTNER_WARNINGS)['codes'][number];
