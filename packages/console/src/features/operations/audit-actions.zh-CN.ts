import type { AuditAction } from '@dossier/shared/audit';

type ThingOf<Action> = Action extends `${infer Thing}.${string}` ? Thing : never;
type HappeningOf<Action> = Action extends `${string}.${infer Happening}` ? Happening : never;

/** A text for each action of the audit log, by the thing and what happened to it: one that is missing does not compile. */
export type AuditActionTexts = {
  readonly [Thing in ThingOf<AuditAction>]: {
    readonly [Happening in HappeningOf<Extract<AuditAction, `${Thing}.${string}`>>]: string;
  };
};

/** What was done, in Chinese. */
export const auditActionTexts = {
  access: {
    denied: '无权访问',
  },
  alarm: {
    acknowledged: '关闭警报',
    raised: '触发警报',
  },
  apiToken: {
    created: '创建令牌',
    revoked: '吊销令牌',
  },
  approval: {
    approved: '批准申请',
    asked: '提出审批申请',
    expired: '申请失效',
    refused: '拒绝申请',
    used: '执行已批准的申请',
    withdrawn: '撤回申请',
  },
  audit: {
    restored: '为审计日志的恢复签名',
  },
  backup: {
    restored: '恢复备份',
    written: '写出备份',
  },
  breakGlass: {
    began: '紧急访问开始',
    ended: '提前结束紧急访问',
    read: '在紧急访问中查看',
    reviewed: '复核紧急访问',
  },
  case: {
    closed: '关闭服务工单',
    opened: '开启服务工单',
  },
  codeList: {
    updated: '修改代码表',
  },
  consent: {
    rebuilt: '重建当前同意状态',
    recorded: '记录同意',
    withdrawn: '撤回同意',
  },
  customer: {
    pinned: '固定一个值',
    unpinned: '取消固定',
    verified: '核实一个值',
    assigned: '更换客户负责人',
    claimed: '从公海领取客户',
    erased: '彻底删除客户',
    erasureCancelled: '撤回删除客户的申请',
    erasureRequested: '申请彻底删除客户',
    lookUpAlarm: '警报：连续多次来电查询无结果',
    lookedUp: '来电查询',
    merged: '合并客户',
    unmerged: '撤销合并',
    split: '拆分客户',
    returnedToPool: '闲置客户退回公海',
    shared: '共享客户',
    unshared: '停止共享客户',
    archived: '归档客户',
    created: '新建客户',
    recomputed: '按规则重算客户',
    restored: '恢复客户',
    revealed: '查看客户明文',
    viewersListed: '查询谁看过客户',
    tagged: '修改客户标签',
    updated: '修改客户',
  },
  customerNumber: {
    frozen: '冻结客户号',
    reserved: '预留客户号',
    unfrozen: '解冻客户号',
  },
  decisionChain: {
    created: '新建决策链',
    updated: '修改决策链',
  },
  decisionMember: {
    added: '决策链新增成员',
    removed: '移出决策链成员',
    updated: '修改决策链成员',
  },
  export: {
    downloaded: '下载导出文件',
    finished: '完成导出',
    requested: '申请导出',
  },
  fieldRule: { tried: '试算规则', updated: '修改字段规则' },
  file: {
    removed: '清除上传文件',
    uploaded: '上传文件',
  },
  identity: {
    decided: '判定疑似重复',
    matchStarted: '启动查重',
    mergesApproved: '允许自动合并',
    mergesDeclined: '拒绝自动合并',
    mergesUndone: '撤销一次查重的自动合并',
  },
  import: {
    applied: '导入一批数据',
    cancelled: '取消导入',
    created: '新建导入',
    discarded: '放弃导入草稿',
    dryRunStarted: '开始试运行',
    finished: '完成导入',
    paused: '暂停导入',
    purgeRequested: '申请清除导入',
    purged: '清除导入数据',
    redoRequested: '申请重做导入',
    redone: '重做导入',
    rejectedRowsDownloaded: '下载未导入的行',
    resumed: '继续导入',
    started: '开始导入',
    undoRequested: '申请撤销导入',
    undone: '撤销导入',
  },
  importTemplate: {
    deleted: '删除导入模板',
    renamed: '重命名导入模板',
    saved: '保存导入模板',
  },
  installation: {
    singleOperatorBegan: '进入单人操作模式',
    singleOperatorEnded: '退出单人操作模式',
  },
  keys: {
    recoveryExported: '导出密钥恢复文件',
    rotated: '更换密钥',
    rotationFinished: '完成密钥轮换',
  },
  matchPolicy: {
    updated: '修改查重规则',
  },
  numberPattern: {
    updated: '修改客户号格式',
  },
  order: {
    cancelled: '取消订单',
    created: '新建订单',
  },
  partnerApp: {
    approved: '批准合作方应用的条款',
    ended: '终止合作方应用',
    inForce: '合作方应用的条款生效',
    registered: '登记合作方应用',
    rejected: '驳回合作方应用的条款',
    resumed: '恢复合作方应用',
    reviewed: '复核合作方应用',
    signInFailed: '合作方应用身份验证失败',
    signedIn: '合作方应用取得令牌',
    submitted: '提交合作方应用的条款',
    suspended: '停用合作方应用',
    updated: '修改合作方应用',
  },
  partnerCredential: {
    created: '新建合作方应用凭据',
    revoked: '吊销合作方应用凭据',
  },
  partnerDeveloper: {
    added: '添加合作方开发者',
    removed: '移除合作方开发者',
  },
  policy: { changed: '修改权限策略' },
  poolRules: {
    updated: '修改公海规则',
  },
  privacyPolicy: {
    published: '发布隐私政策',
  },
  processingActivity: {
    created: '登记处理活动',
    retired: '停用处理活动',
    updated: '修改处理活动',
  },
  passkey: {
    added: '添加通行密钥',
    removed: '移除通行密钥',
  },
  recoveryCodes: {
    renewed: '更换恢复代码',
  },
  relationship: {
    created: '登记关系',
    ended: '结束关系',
    updated: '修改关系',
    withdrawn: '撤回关系',
  },
  request: {
    refused: '拒绝格式异常或过量的请求',
  },
  session: {
    revoked: '结束会话',
  },
  settings: {
    updated: '修改设置',
  },
  source: {
    created: '新建来源',
    renamed: '重命名来源',
    reordered: '调整来源优先级',
  },
  tag: {
    created: '新建标签',
  },
  team: {
    created: '新建团队',
    deleted: '删除团队',
    membersChanged: '修改团队成员',
    updated: '修改团队',
  },
  totp: {
    added: '添加验证器应用',
    removed: '移除验证器应用',
  },
  user: {
    territoriesSet: '设置用户负责地区',
    invited: '邀请用户',
    passwordResetRequested: '申请重设密码',
    passwordSet: '设置密码',
    readsListed: '查询某人看过什么',
    secondFactorReset: '重置两步验证',
    signInFailed: '登录失败',
    signedIn: '登录',
    signedOut: '退出登录',
    stepUpFailed: '再次验证失败',
    steppedUp: '再次验证身份',
    updated: '修改用户',
  },
  watchRules: {
    updated: '修改监测规则',
  },
} as const satisfies AuditActionTexts;
