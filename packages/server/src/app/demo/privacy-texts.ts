/** The privacy policies of the made-up company, in the order in which they were published. */
export const DEMO_POLICIES = [
  {
    note: null,
    texts: [
      {
        locale: 'zh-CN',
        title: '星河家居隐私政策',
        body: '一、我们收集什么\n您在门店、小程序和网店提供的姓名、电话、地址和购买记录。\n\n二、我们用来做什么\n配送商品、处理售后。营销短信和统计分析只在您同意后进行。\n\n三、您的权利\n您可以随时查阅、更正、撤回同意：联系门店或拨打客服电话。',
      },
      {
        locale: 'en',
        title: 'Privacy policy of Xinghe Home',
        body: 'What we collect\nThe name, phone number, address and purchases that you give us in shops, in the mini program and in the online shop.\n\nWhat we use it for\nDelivery and after-sales service. Marketing messages and analytics only with your consent.\n\nYour rights\nYou may see and correct your data and withdraw a consent at any time: ask in a shop or call us.',
      },
    ],
  },
  {
    note: '新增会员分析的说明；明确保存期限。',
    texts: [
      {
        locale: 'zh-CN',
        title: '星河家居隐私政策',
        body: '一、我们收集什么\n您在门店、小程序和网店提供的姓名、电话、地址和购买记录。\n\n二、我们用来做什么\n配送商品、处理售后。营销短信和会员分析只在您同意后进行。\n\n三、保存多久\n购买记录保存五年；两年没有往来的联系方式会被清除。\n\n四、您的权利\n您可以随时查阅、更正、撤回同意：联系门店或拨打客服电话。',
      },
      {
        locale: 'en',
        title: 'Privacy policy of Xinghe Home',
        body: 'What we collect\nThe name, phone number, address and purchases that you give us in shops, in the mini program and in the online shop.\n\nWhat we use it for\nDelivery and after-sales service. Marketing messages and member analytics only with your consent.\n\nHow long we keep it\nPurchases for five years; contact details are removed after two years without any contact.\n\nYour rights\nYou may see and correct your data and withdraw a consent at any time: ask in a shop or call us.',
      },
    ],
  },
] as const;

/** What the made-up company does with personal data. */
export const DEMO_ACTIVITIES = [
  {
    name: '客户档案与订单配送',
    description: '登记客户，安排配送和安装。',
    purpose: 'SERVICE',
    basis: 'CONTRACT',
    fields: ['NAME', 'PHONE', 'ADDRESS'],
    retentionMonths: 60,
    retentionNote: '自最后一笔订单起算，到期删除。',
    recipients: ['顺达物流'],
    safeguards: '按角色授权，查看留痕。',
  },
  {
    name: '会员营销短信',
    description: '新品和节日活动通知。',
    purpose: 'MARKETING',
    basis: 'CONSENT',
    fields: ['PHONE', 'NAME'],
    retentionMonths: 24,
    retentionNote: '撤回同意后立即停止。',
    recipients: ['云信短信平台'],
    safeguards: '只提供号码，不提供姓名以外的资料。',
  },
  {
    name: '发票与税务',
    description: '开具发票，保存会计凭证。',
    purpose: 'LEGAL',
    basis: 'LEGAL_OBLIGATION',
    fields: ['NAME', 'IDENTIFIER'],
    retentionMonths: 120,
    retentionNote: '会计档案管理办法。',
    recipients: ['税务机关'],
    safeguards: '证件号码加密保存。',
  },
  {
    name: '会员分析',
    description: '按品类和地区统计，不联系个人。',
    purpose: 'ANALYTICS',
    basis: 'CONSENT',
    fields: ['GENDER', 'PROVINCE', 'CITY', 'GRADE'],
    retentionMonths: null,
    retentionNote: null,
    recipients: [],
    safeguards: null,
  },
] as const;
