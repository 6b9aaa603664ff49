import type { Capability, DataClass } from '@dossier/shared/access';
import type { Someone, World } from './world.fixture.ts';

/** One way to narrow a list of customers, that many of the world meet. */
export interface FilterCase {
  readonly name: string;
  readonly dataClass: DataClass;
  readonly takes: Capability;
  readonly filter: object;
}

/** Every field of the filter with every way to narrow by it; classes and ways from docs/access.md. */
export function filterCases(world: World): FilterCase[] {
  const { everyone } = world;
  const persons = everyone.filter(({ kind }) => kind === 'PERSON');
  const text = (
    dataClass: DataClass,
    field: 'number' | 'name' | 'externalId' | 'employer' | 'jobTitle',
    part: string,
  ) => {
    const of = field === 'employer' || field === 'jobTitle' ? persons : everyone;
    return [
      eq(dataClass, field, (one) => ({ [field]: { eq: one[field] } }), of),
      make(dataClass, `${field}.in`, 'FILTER_EQ', { [field]: { in: of.map((one) => one[field]) } }),
      make(dataClass, `${field}.contains`, 'FILTER_PREFIX', { [field]: { contains: part } }),
      make(dataClass, `${field}.startsWith`, 'FILTER_PREFIX', { [field]: { startsWith: part } }),
      make(dataClass, `${field}.isNull`, 'FILTER_EQ', { [field]: { isNull: false } }),
    ];
  };
  const eq = (
    dataClass: DataClass,
    field: string,
    filter: (one: Someone) => object,
    of: readonly Someone[] = everyone,
  ) => make(dataClass, `${field}.eq`, 'FILTER_EQ', { or: of.map(filter) });
  const code = (dataClass: DataClass, field: string, ...codes: string[]) => [
    make(dataClass, `${field}.eq`, 'FILTER_EQ', { or: codes.map((one) => ({ [field]: { eq: one } })) }),
    make(dataClass, `${field}.in`, 'FILTER_EQ', { [field]: { in: codes } }),
    make(dataClass, `${field}.isNull`, 'FILTER_EQ', { [field]: { isNull: false } }),
  ];
  const range = (dataClass: DataClass, field: string, least: unknown, most: unknown) => [
    make(dataClass, `${field}.gte`, 'FILTER_RANGE', { [field]: { gte: least } }),
    make(dataClass, `${field}.lte`, 'FILTER_RANGE', { [field]: { lte: most } }),
  ];
  const orders = (conditions: object) => ({ orders: { some: conditions } });
  return [
    ...text('INTERNAL', 'number', 'C'),
    ...text('INTERNAL', 'externalId', 'EXT'),
    ...text('PERSONAL', 'name', '王明'),
    ...text('PERSONAL', 'name', 'Canary'),
    ...text('PERSONAL', 'employer', 'Canary'),
    ...text('PERSONAL', 'jobTitle', 'Canary'),
    ...code('PERSONAL', 'gender', 'FEMALE'),
    eq('PERSONAL', 'birthDate', (one) => ({ birthDate: { eq: one.birthDate } }), persons),
    make('PERSONAL', 'birthDate.isNull', 'FILTER_EQ', { birthDate: { isNull: true } }),
    ...range('PERSONAL', 'birthDate', '1990-01-01', '1990-12-31'),
    ...range('PERSONAL', 'age', 1, 150),
    eq('PERSONAL', 'phone', (one) => ({ phone: { eq: one.phone } })),
    make('PERSONAL', 'phone.lastFour', 'FILTER_PREFIX', { phone: { lastFour: '8000' } }),
    make('PERSONAL', 'phone.isNull', 'FILTER_EQ', { phone: { isNull: false } }),
    eq('PERSONAL', 'email', (one) => ({ email: { eq: one.email } })),
    make('PERSONAL', 'email.isNull', 'FILTER_EQ', { email: { isNull: false } }),
    ...code('PUBLIC', 'industry', 'C'),
    ...code('INTERNAL', 'size', 'S10_49'),
    ...code('INTERNAL', 'stage', 'LEAD'),
    ...code('INTERNAL', 'grade', 'A'),
    ...code('INTERNAL', 'country', 'CN'),
    ...code('INTERNAL', 'province', '广东省', '浙江省'),
    ...code('INTERNAL', 'city', '深圳市', '杭州市'),
    ...code('INTERNAL', 'district', '南山区', '西湖区'),
    ...code('INTERNAL', 'sourceId', world.sourceId),
    ...code('INTERNAL', 'importId', world.importId).slice(0, 2),
    make('INTERNAL', 'kind.eq', 'FILTER_EQ', { kind: { eq: 'PERSON' } }),
    make('INTERNAL', 'status.eq', 'FILTER_EQ', { status: { eq: 'ACTIVE' } }),
    make('INTERNAL', 'ownerId.isNull', 'FILTER_EQ', {
      or: [{ ownerId: { isNull: true } }, { ownerId: { isNull: false } }],
    }),
    make('INTERNAL', 'tags.some', 'FILTER_EQ', { tags: { some: [world.tagId] } }),
    make('INTERNAL', 'tags.isEmpty', 'FILTER_EQ', { tags: { isEmpty: false } }),
    ...range('INTERNAL', 'createdAt', '2020-01-01T00:00:00Z', '2120-01-01T00:00:00Z'),
    ...range('INTERNAL', 'updatedAt', '2020-01-01T00:00:00Z', '2120-01-01T00:00:00Z'),
    make('INTERNAL', 'orders.total.gte', 'FILTER_RANGE', orders({ total: { gte: '1' } })),
    make('INTERNAL', 'orders.currency.eq', 'FILTER_EQ', orders({ currency: { eq: 'CNY' } })),
    make('INTERNAL', 'orders.placedAt.gte', 'FILTER_RANGE', orders({ placedAt: { gte: '2020-01-01T00:00:00Z' } })),
    // Under another condition, and twice denied.
    make('PERSONAL', 'and > phone.lastFour', 'FILTER_PREFIX', {
      and: [{ stage: { eq: 'LEAD' } }, { phone: { lastFour: '8000' } }],
    }),
    make('PERSONAL', 'not > not > phone.lastFour', 'FILTER_PREFIX', { not: { not: { phone: { lastFour: '8000' } } } }),
  ];
}

const make = (dataClass: DataClass, name: string, takes: Capability, filter: object): FilterCase => ({
  name,
  dataClass,
  takes,
  filter,
});
