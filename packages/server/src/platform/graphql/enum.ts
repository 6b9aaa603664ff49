import { registerEnumType } from 'type-graphql';

/**
 * Declares a GraphQL enum of a list of codes, with a description for each.
 *
 * @returns what decorators name as the field's type.
 */
export function enumOf<Code extends string>(
  name: string,
  description: string,
  codes: Readonly<Record<Code, string>> | readonly Code[],
): Record<Code, Code> {
  const described = Array.isArray(codes) ? undefined : (codes as Readonly<Record<Code, string>>);
  const names = described ? (Object.keys(described) as Code[]) : [...(codes as readonly Code[])];
  // An object of its own keys is what the library makes enums of.
  const values = Object.fromEntries(names.map((code) => [code, code])) as Record<Code, Code>;
  const valuesConfig = described
    ? Object.fromEntries(names.map((code) => [code, { description: described[code] }]))
    : {};
  registerEnumType(values, { name, description, valuesConfig: valuesConfig as never });
  return values;
}
