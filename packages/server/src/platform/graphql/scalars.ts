import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
const DECIMAL = /^-?\d{1,15}(\.\d{1,4})?$/;

/** An instant. Held as milliseconds since 1970 inside; an ISO 8601 text in UTC with milliseconds outside. */
export const DateTimeScalar = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  description:
    'An instant: ISO 8601 in UTC with milliseconds, for example 2026-03-05T08:30:00.000Z. Input may carry another offset.',
  serialize: (value) => new Date(Number(value)).toISOString(),
  parseValue: (value) => parseInstant(value),
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : undefined),
});

/** A calendar day without a time or zone. */
export const LocalDateScalar = new GraphQLScalarType<string, string>({
  name: 'LocalDate',
  description: 'A calendar day without time or zone: YYYY-MM-DD.',
  serialize: String,
  parseValue: (value) => parseDay(value),
  parseLiteral: (node) => parseDay(node.kind === Kind.STRING ? node.value : undefined),
});

/** An exact decimal number. Text, so that no digit is lost on the way. */
export const DecimalScalar = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'An exact decimal number as text with at most four decimals, for example "1234.5".',
  serialize: String,
  parseValue: (value) => parseDecimal(value),
  parseLiteral: (node) => parseDecimal('value' in node ? node.value : undefined),
});

function parseInstant(value: unknown): number {
  if (typeof value === 'string' && INSTANT.test(value)) {
    const time = Date.parse(value);
    if (!Number.isNaN(time)) return time;
  }
  throw new GraphQLError('expected a DateTime such as 2026-03-05T08:30:00Z');
}

function parseDay(value: unknown): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    const time = Date.parse(`${value}T00:00:00Z`);
    if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(value)) return value;
  }
  throw new GraphQLError('expected a LocalDate such as 2026-03-05');
}

function parseDecimal(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && DECIMAL.test(text)) return text;
  throw new GraphQLError('expected a Decimal such as "1234.50"');
}
