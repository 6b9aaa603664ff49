import type { DataClass } from '@dossier/shared/access';
import { registerEnumType } from 'type-graphql';

const classes = new Map<string, Readonly<Partial<Record<string, DataClass>>>>();

/**
 * Declares a GraphQL enum of a list of codes, with a description for each. `sensitive`: the class of the codes that stand for
 * something more sensitive than the field they are given to, where codes name fields.
 *
 * @returns what decorators name as the field's type.
 */
export function enumOf<Code extends string>(
  name: string,
  description: string,
  codes: Readonly<Record<Code, string>> | readonly Code[],
  sensitive?: Readonly<Partial<Record<Code, DataClass>>>,
): Record<Code, Code> {
  if (sensitive) classes.set(name, sensitive);
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

/** The class of a code that was declared as sensitive. */
export function classOfCode(enumName: string, code: string): DataClass | undefined {
  return classes.get(enumName)?.[code];
}
