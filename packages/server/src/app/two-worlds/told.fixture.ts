import { type Opinion, PERMITTED, type Relation } from '../access-oracle/oracle.ts';

/** One of the two installations. */
export type Which = 'A' | 'B';

/** A customer as one of the two installations has it. */
export interface Told {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly document: string;
  readonly employer: string;
  readonly jobTitle: string;
  readonly holder: string;
  readonly note: string;
  readonly gender: string;
  readonly birthDate: string;
  readonly line: string;
  readonly externalId: string;
  readonly orderNumber: string;
  readonly evidence: string;
  readonly title: string;
  readonly department: string;
  readonly view: string;
  readonly shoes: string;
  readonly stage: string;
  readonly grade: string;
  readonly quantity: string;
  readonly isVip: boolean;
  /** Why it was merged, or given back. */
  readonly why: string;
}

/** In what a customer may differ between the two, because the actor may read nothing of it, nor count by it. */
export function differs(opinion: Opinion, relation: Relation): { personal: boolean; internal: boolean } {
  const isHidden = !opinion.visible().has(relation);
  return {
    personal: opinion.shown('PERSONAL', true, relation) !== 'FULL',
    internal: isHidden && !opinion.reach('INTERNAL', 'AGGREGATE').has(relation),
  };
}

/** What is told of a customer: values that look alike when masked, and others of what nobody is shown. */
export function tell(which: Which, index: number, relation: Relation, opinion: Opinion): Told {
  const { personal, internal } = differs(opinion, relation);
  const isOther = which === 'B';
  // Order numbers are taken once for each source: whoever enters orders is told so, as access.md says.
  const ordering = opinion.reach('INTERNAL', 'WRITE').size > 0;
  const readsLog = opinion.roles.some((role) => PERMITTED[role].includes('AUDIT_READ'));
  const two = String(10 + index);
  const person = <T>(a: T, b: T) => (personal && isOther ? b : a);
  const inner = <T>(a: T, b: T) => (internal && isOther ? b : a);
  const each = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒'.charAt(index);
  return {
    name: isPerson(index) ? `王${person('伟', '芳')}${each}` : `Canary ${person('North', 'South')} ${two} Ltd`,
    phone: `+86138${person('44', '55')}${two}8000`,
    email: `canary.${person('ada', 'bob')}${two}@example.com`,
    document: `CANARYDOC${isOther ? 'B' : 'A'}${two}`,
    employer: `${person('Amber', 'Birch')} Employer ${two}`,
    holder: `${person('Alan', 'Anna')} Holder ${two}`,
    jobTitle: `${person('Abbot', 'Bosun')} Title ${two}`,
    note: `${person('Alder', 'Beech')} note ${two}`,
    gender: person('FEMALE', 'MALE'),
    birthDate: `${person('1990', '1951')}-01-${10 + (index % 20)}`,
    line: `${person('Aspen', 'Bower')} Road ${two}`,
    externalId: `EXT-${inner('A', 'B')}${two}`,
    orderNumber: `ORDER-${ordering ? 'A' : inner('A', 'B')}${two}`,
    title: `${person('Ashen', 'Blond')} post ${two}`,
    department: `${person('Attic', 'Bench')} office ${two}`,
    view: `${person('Award', 'Blame')} view ${two}`,
    evidence: `${person('Acorn', 'Brook')} form ${two}`,
    shoes: `${person('Adobe', 'Brick')} shoe ${two}`,
    stage: inner('LEAD', 'CUSTOMER'),
    grade: inner('A', 'B'),
    quantity: inner('2', '3'),
    isVip: inner(true, false),
    // The audit log tells whoever reads it why things were done.
    why: `${readsLog ? 'Awake' : inner('Awake', 'Blind')} reason ${two}`,
  };
}

/** Whether the customer at a place is a person. */
export const isPerson = (index: number) => index % 2 === 0;
