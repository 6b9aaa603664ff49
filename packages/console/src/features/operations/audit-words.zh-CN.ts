import { codeLabels } from '@dossier/shared/customer';
import { PURPOSES } from '@dossier/shared/privacy';
import type { AuditObjectType } from '@dossier/shared/audit';

/** A word for each kind of thing in the audit log: one that is missing does not compile. */
export type AuditThingTexts = Readonly<Record<AuditObjectType, string>>;

/** What things are called, in Chinese. */
export const auditThingTexts = {
  alarm: '警报',
  apiToken: '访问令牌',
  approval: '审批申请',
  breakGlass: '紧急访问',
  codeList: '代码表',
  customer: '客户',
  customerNumber: '客户号',
  export: '导出',
  fieldRule: '字段规则',
  file: '文件',
  import: '导入',
  importTemplate: '导入模板',
  installation: '系统',
  keyStore: '密钥',
  order: '订单',
  partnerApp: '合作方应用',
  partnerCredential: '合作方应用凭据',
  policy: '权限策略',
  privacyPolicy: '隐私政策',
  processingActivity: '处理活动',
  settings: '设置',
  source: '来源',
  team: '团队',
  tag: '标签',
  matchRun: '查重',
  user: '用户',
} as const satisfies AuditThingTexts;

/** What fields are called that are not fields of customers. */
export const auditFieldTexts = {
  name: '名称',
  email: '邮箱',
  roles: '角色',
  status: '状态',
  locale: '语言',
  priority: '优先级',
  numberPattern: '客户号格式',
  installationName: '系统名称',
  timeZone: '时区',
  defaultLocale: '默认语言',
  defaultCurrency: '默认币种',
  defaultPhoneRegion: '默认电话地区',
  massExportAbove: '无需审批的导出数',
  parentId: '上级团队',
  members: '成员',
  territories: '负责地区',
  claimsPerDay: '每日领取数',
  mostHeld: '最多负责数',
  idleDays: '闲置天数',
  coolOffDays: '等待天数',
  stage: '生命周期',
  grade: '分级',
  industry: '行业',
  size: '规模',
  retention_months: '保存期限',
  keepMonths: '保留月数',
  massReads: '一小时内查看客户数',
  massReadsAnswer: '大量查看的处置',
  workFrom: '工作时间开始',
  workTo: '工作时间结束',
  workDays: '工作日',
  oddHoursAnswer: '非工作时间的处置',
  denials: '十分钟内被拒绝次数',
  denialsAnswer: '被拒绝的处置',
  recipients: '接收方',
  number: '客户号',
  phone: '电话',
  externalId: '外部编号',
  contactName: '联系人',
  contactEmail: '联系人邮箱',
  terms: '条款',
  ...codeLabels(PURPOSES, 'zh-CN'),
} as const;

/** Reasons that the system gives itself; what people write stays as it is. */
export const auditReasonTexts = {
  FIRST_ADMINISTRATOR: '首位管理员',
  INVITATION: '接受邀请',
  RESET: '重设密码',
} as const;
