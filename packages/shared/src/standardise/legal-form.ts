/** What an organisation is in law, as far as its name says. */
export const LEGAL_FORMS = [
  'JOINT_STOCK',
  'LIMITED',
  'PARTNERSHIP',
  'SOLE_TRADER',
  'COOPERATIVE',
  'PUBLIC_BODY',
  'NON_PROFIT',
  'BRANCH',
] as const;

/** One of {@link LEGAL_FORMS}. */
export type LegalForm = (typeof LEGAL_FORMS)[number];

/** Endings of Chinese organisation names, in folded form, longest first. */
const CHINESE: readonly (readonly [RegExp, LegalForm])[] = [
  [/(?:分公司|分行|支行|分店|分部|办事处|代表处|营业部|分理处)$/, 'BRANCH'],
  [/(?:集团)?股份(?:有限)?(?:责任)?公司$/, 'JOINT_STOCK'],
  [/(?:集团)?有限责任公司$|(?:集团)?有限公司$|(?:集团)?公司$|株式会社$|集团$/, 'LIMITED'],
  [/(?:有限合伙|普通合伙|特殊普通合伙|合伙企业(?:有限合伙|普通合伙)?)$/, 'PARTNERSHIP'],
  [/(?:农民)?专业合作社(?:联合社)?$|合作社$/, 'COOPERATIVE'],
  [/(?:个体工商户|经营部|商行|商店|工作室|个人独资企业?)$/, 'SOLE_TRADER'],
  [/(?:委员会|人民政府|管理局|公安局|财政局|税务局|教育局|法院|检察院|办公室)$/, 'PUBLIC_BODY'],
  [/(?:协会|基金会|学会|商会|联合会|促进会)$/, 'NON_PROFIT'],
];

/** Endings of organisation names in Latin letters, in folded form. */
const LATIN: readonly (readonly [RegExp, LegalForm])[] = [
  [
    / (?:co (?:ltd|limited|inc|llc)|company (?:limited|ltd)|pty (?:ltd|limited)|pte (?:ltd|limited)|pvt (?:ltd|limited)|private limited|sdn bhd|ltd|limited|llc|l l c|gmbh(?: co kg)?|mbh|bv|b v|sarl|s a r l|srl|s r l|spa? z ?o ?o|sp z o o|oy|aps|kft|ooo|doo|ltda|eurl|godo kaisha|k k|kk|co)$/,
    'LIMITED',
  ],
  [
    / (?:inc|incorporated|corp|corporation|plc|ag|s ?a|nv|n v|spa|s p a|ab|asa?|se|oyj|a s|sab de cv|sa de cv|jsc|pjsc|group|holdings?)$/,
    'JOINT_STOCK',
  ],
  [/ (?:llp|lp|l p|kg|ohg|gbr|partners|partnership|snc)$/, 'PARTNERSHIP'],
  [/ (?:ev|e v|foundation|association|society|trust|charity|ngo)$/, 'NON_PROFIT'],
  [/ (?:cooperative|co op|eg)$/, 'COOPERATIVE'],
  [/ (?:branch)$/, 'BRANCH'],
];

const ENDINGS = [...CHINESE, ...LATIN];

/** The legal form a folded organisation name ends in and the name without it; several forms in a row are all taken off. */
export function takeLegalForm(folded: string): { core: string; form?: LegalForm } {
  let core = folded;
  let form: LegalForm | undefined;
  for (let found = true; found;) {
    found = false;
    for (const [ending, kind] of ENDINGS) {
      const shorter = core.replace(ending, '').trim();
      if (shorter === core || shorter.length < 2) continue;
      // A branch is told apart from its company: its place stays in the core name.
      if (kind === 'BRANCH') return { core, form: kind };
      core = shorter;
      form ??= kind;
      found = true;
    }
  }
  return form ? { core, form } : { core };
}
