import type { DataClass } from '../access/index.ts';
import { type CodeList, codeList } from '../customer/code-list.ts';

/** What customer data may be used for. Every use names exactly one; kept in ledgers for good, so none is ever renamed. */
export const PURPOSES = codeList({
  SERVICE: ['提供服务', 'Providing the service'],
  SALES: ['销售', 'Sales'],
  MARKETING: ['营销推广', 'Marketing'],
  SUPPORT: ['客户支持', 'Customer support'],
  ANALYTICS: ['统计分析', 'Analytics'],
  SHARING: ['对外提供', 'Sharing with others'],
  LEGAL: ['法定义务', 'Legal duties'],
});

/** What each purpose covers, in a sentence: `code: [Chinese, English]`. */
export const PURPOSE_MEANINGS: CodeList<Purpose> = codeList({
  SERVICE: ['履行合同、交付商品和服务所必需的使用。', 'Whatever a contract with the customer needs to be carried out.'],
  SALES: ['销售人员联系客户、报价和跟进。', 'Staff contact the customer, make offers and follow up.'],
  MARKETING: ['活动、优惠和广告信息的发送。', 'Campaigns, offers and advertising are sent.'],
  SUPPORT: ['处理咨询、投诉和售后。', 'Questions, complaints and after-sales cases are handled.'],
  ANALYTICS: [
    '统计、画像和模型，不用于联系个人。',
    'Figures, profiles and models; nobody is contacted because of them.',
  ],
  SHARING: ['把数据提供给第三方。', 'Data is handed to third parties.'],
  LEGAL: [
    '税务、审计、监管等法律要求的保存和提供。',
    'Keeping and handing over what tax, audit and supervision demand.',
  ],
});

/** Why a use is lawful (article 6 GDPR; article 13 of the Chinese Personal Information Protection Law). */
export const LEGAL_BASES = codeList({
  CONSENT: ['个人同意', 'Consent'],
  CONTRACT: ['订立、履行合同', 'Contract'],
  LEGAL_OBLIGATION: ['法定职责或义务', 'Legal obligation'],
  VITAL_INTEREST: ['保护生命健康和财产安全', 'Vital interest'],
  PUBLIC_TASK: ['公共利益', 'Public task'],
  LEGITIMATE_INTEREST: ['正当利益', 'Legitimate interest'],
});

/** What a customer decided, as an entry of the consent ledger says it. */
export const CONSENT_DECISIONS = codeList({
  GRANTED: ['同意', 'Granted'],
  DENIED: ['拒绝', 'Denied'],
  WITHDRAWN: ['撤回', 'Withdrawn'],
});

/** How a decision stands now: as it was made, or run out. Where nothing was ever decided, the answer is no. */
export const CONSENT_STATES = codeList({
  GRANTED: ['同意', 'Granted'],
  DENIED: ['拒绝', 'Denied'],
  WITHDRAWN: ['已撤回', 'Withdrawn'],
  EXPIRED: ['已到期', 'Expired'],
});

/** What proves a decision. */
export const EVIDENCE_KINDS = codeList({
  WEB_FORM: ['网页或应用表单', 'Web or app form'],
  PAPER: ['书面签字', 'Signed paper'],
  EMAIL: ['电子邮件', 'E-mail'],
  CALL: ['通话录音或记录', 'Phone call'],
  CHAT: ['聊天记录', 'Chat'],
  IN_PERSON: ['当面', 'In person'],
  IMPORT: ['导入的文件', 'Imported file'],
  OTHER: ['其他', 'Other'],
});

/** How somebody came to see values of a customer in full. Kept in the ledger for good, so none is ever renamed. */
export const SEEING_WAYS = codeList({
  VIEW: ['控制台查看', 'Seen in the console'],
  API: ['令牌读取', 'Read with a token'],
  REVEAL: ['申请显示', 'Revealed for a reason'],
  LOOK_UP: ['精确查找', 'Found by a look-up'],
  EXPORT: ['导出', 'Exported'],
  APP: ['合作方应用获取', 'Given to a partner app'],
});

/** What the classes of the access policy are called. */
export const DATA_CLASS_LABELS = codeList({
  PUBLIC: ['公开', 'Public'],
  INTERNAL: ['内部', 'Internal'],
  PERSONAL: ['个人信息', 'Personal'],
  SENSITIVE: ['敏感个人信息', 'Sensitive'],
} satisfies Record<DataClass, readonly [string, string]>);

/** One of {@link SEEING_WAYS}. */
export type SeeingWay = (typeof SEEING_WAYS)['codes'][number];
/** One of {@link PURPOSES}. */
export type Purpose = (typeof PURPOSES)['codes'][number];
/** One of {@link LEGAL_BASES}. */
export type LegalBasis = (typeof LEGAL_BASES)['codes'][number];
/** One of {@link CONSENT_DECISIONS}. */
export type ConsentDecision = (typeof CONSENT_DECISIONS)['codes'][number];
/** One of {@link CONSENT_STATES}. */
export type ConsentState = (typeof CONSENT_STATES)['codes'][number];
/** One of {@link EVIDENCE_KINDS}. */
export type EvidenceKind = (typeof EVIDENCE_KINDS)['codes'][number];
