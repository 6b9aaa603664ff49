// Names and values as long as people have them, which every page must have room for.

const NAME =
  'Rindfleischetikettierungsüberwachungsaufgabenübertragungs-Beratungsgesellschaft mbH & Co. Kommanditgesellschaft';

/** A person and an organisation with long names, addresses and notes. @returns their addresses */
export async function addLongNames({ he }) {
  const create = async (input) => {
    const { customer } = await he.ask('CustomerCreate', { input });
    return `/customers/${customer.id}`;
  };
  const note = '客户要求所有往来函件一律寄至财务共享中心，电话仅在工作日上午九点至十一点之间接听；'.repeat(4);
  const address = {
    province: '新疆维吾尔自治区',
    city: '博尔塔拉蒙古自治州',
    line: '阿拉山口市综合保税区管理委员会服务大厅东侧二层二百一十七室（中欧班列货运代理联合办公室）',
    postalCode: '833418',
  };
  return {
    person: await create({
      kind: 'PERSON',
      name: '阿卜杜热合曼·麦麦提吐尔逊·买买提艾力·克里木江·托合提亚孜·Rindfleisch',
      employer: NAME,
      jobTitle: 'Senior Executive Vice President for Intercontinental Procurement and Supply-Chain Transformation',
      contactPoints: [
        {
          type: 'EMAIL',
          value: 'a.very.long.mailbox.name.that.nobody.ever.types@subdomain.of.an.even.longer.company-name.example',
        },
        { type: 'PHONE', value: '13999990001' },
      ],
      addresses: [address],
      note,
    }),
    organisation: await create({
      kind: 'ORGANISATION',
      name: NAME,
      contactPoints: [{ type: 'PHONE', value: '+4930123456789' }],
      addresses: [address],
      note,
    }),
  };
}
