/** Words of revealing hidden values in Chinese. */
export const revealMessages = {
  action: '查看明文…',
  title: '查看明文',
  documents: '将完整显示该客户的证件和会员号。',
  personal: '将完整显示该客户的姓名、联系方式、地址等个人信息。',
  personalMasked: '该客户的个人信息已对您脱敏。',
  audited: '您的姓名、时间、查看的内容和理由都会写入审计日志。',
  reason: '理由',
  example: '例如：客户来电要求核对资料',
  submit: '查看',
  hide: '隐藏',
  shown: '正在显示明文。离开本页或 5 分钟后将重新隐藏。',
  documentsHidden: '证件信息已隐藏。',
  documentsClosed: '证件信息已隐藏：您的角色不能查看该客户的证件。',
  documentsUnknown: '保存会替换整份证件列表，因此编辑前须先查看明文。',
  noDocuments: '没有证件',
} as const;
