// TypeGraphQL asks for it when its first decorator runs.
import 'reflect-metadata';
import type { Capability, DataClass } from '@dossier/shared/access';
import type { SeenField } from '@dossier/shared/facts';
import { Extensions, Field, FieldResolver, type Query } from 'type-graphql';
import type { Mask } from '../policy/masks.ts';

// The library does not export this type; it is the first parameter of its decorators.
type ReturnTypeFunc = Extract<Parameters<typeof Query>[0], (...args: never[]) => unknown>;

/** What using a coordinate amounts to. The access policy grants each of these separately, per role and class. */
export type ExposedCapability =
  'read' | 'reveal' | 'aggregate' | 'write' | 'filter' | 'sort' | 'group' | 'search' | 'lookUp' | 'export';

/** The declaration that every GraphQL field and input field carries, under `extensions.exposure`. */
export interface Exposure {
  readonly dataClass: DataClass;
  readonly capability: ExposedCapability;
  /** On the fields of filter operators: how they narrow, whatever the class of the value they are put on. */
  readonly operator?: Extract<Capability, `FILTER_${string}`>;
  /** How the value looks to those who may see it masked; without one it is hidden from them. */
  readonly mask?: Mask;
  readonly tells?: Tells;
}

/**
 * What of its customer (`customerKey` of the row) a field shows to those who may see it in full, for the ledger of who saw what:
 * these fields, or the one that `field` of its row names.
 */
export type Tells = readonly SeenField[] | 'FIELD_OF_ROW';

interface FieldOptions {
  readonly mask?: Mask;
  readonly tells?: Tells;
  readonly nullable?: boolean;
  readonly name?: string;
  readonly defaultValue?: string | number | boolean;
  readonly deprecationReason?: string;
}

/** An output field: its type, its class and its meaning. */
export function Readable(
  type: ReturnTypeFunc,
  dataClass: DataClass,
  description: string,
  { mask, tells, ...options }: FieldOptions = {},
) {
  const exposure: Exposure = { dataClass, capability: 'read', ...(mask ? { mask } : {}), ...(tells ? { tells } : {}) };
  return exposed(type, exposure, description, options);
}

/** A field of an answer to a reveal: the use case has asked for the reason, checked the right and written it down. */
export function Revealed(
  type: ReturnTypeFunc,
  dataClass: DataClass,
  description: string,
  options: Omit<FieldOptions, 'mask' | 'tells'> = {},
) {
  return exposed(type, { dataClass, capability: 'reveal' }, description, { nullable: true, ...options });
}

/** An output field that tells something about many customers at once: a count, a sum. */
export function Aggregated(
  type: ReturnTypeFunc,
  dataClass: DataClass,
  description: string,
  options: Omit<FieldOptions, 'mask' | 'tells'> = {},
) {
  return exposed(type, { dataClass, capability: 'aggregate' }, description, options);
}

/** An output field that a resolver class of a lower module adds to a type: `@Resolver(() => Customer)` and this on a method. */
export function ReadableResolver(
  type: ReturnTypeFunc,
  dataClass: DataClass,
  description: string,
  options: Omit<FieldOptions, 'mask' | 'tells'> = {},
): MethodDecorator {
  const field = FieldResolver(type, { description, ...options });
  const exposure: Exposure = { dataClass, capability: 'read' };
  return (target, property, descriptor) => {
    field(target, property, descriptor);
    Extensions({ exposure })(target, property, descriptor);
  };
}

/** An input field through which a value is written. */
export function Writable(type: ReturnTypeFunc, dataClass: DataClass, description: string, options: FieldOptions = {}) {
  return exposed(type, { dataClass, capability: 'write' }, description, { nullable: true, ...options });
}

/** An input field that narrows a result by a value, or uses it in another way that is named. */
export function Filterable(
  type: ReturnTypeFunc,
  dataClass: DataClass,
  description: string,
  { as = 'filter', ...options }: FieldOptions & { readonly as?: ExposedCapability } = {},
) {
  return exposed(type, { dataClass, capability: as }, description, { nullable: true, ...options });
}

/** A field of a filter on one value: how it narrows. Its class is that of the field whose filter it is. */
export function FilterOperator(
  type: ReturnTypeFunc,
  operator: NonNullable<Exposure['operator']>,
  description: string,
  options: FieldOptions = {},
) {
  return exposed(type, { dataClass: 'PUBLIC', capability: 'filter', operator }, description, {
    nullable: true,
    ...options,
  });
}

/**
 * Marks a type whose content is the installation's own (users, settings, jobs, the log) and about no customer: the rule of
 * the root field decides alone who may see it. All other types are about customers.
 */
export function AboutInstallation(): ClassDecorator {
  return Extensions({ [SUBJECT]: 'INSTALLATION' }) as ClassDecorator;
}

const SUBJECT = 'subject';

/** Whether what a type holds is about customers; scalars and enums are judged by where they stand. */
export function isAboutCustomers(type: { readonly extensions: object }): boolean {
  return !(SUBJECT in type.extensions);
}

/** The declaration of a field, an argument, an input field or a value of an enum; undefined when it has none. */
export function exposureOf(one: { readonly extensions: object }): Exposure | undefined {
  // Only this file and `complete-schema` write it.
  return 'exposure' in one.extensions ? (one.extensions.exposure as Exposure) : undefined;
}

function exposed(type: ReturnTypeFunc, exposure: Exposure, description: string, options: FieldOptions) {
  // `simple`: GraphQL's own resolver reads the property (and calls it when it is a function); no wrapper per field.
  const field = Field(type, { description, simple: true, ...options });
  const mark = Extensions({ exposure });
  return (target: object, property: string | symbol, descriptor?: TypedPropertyDescriptor<unknown>) => {
    // Both decorators serve properties and methods; their overloads cannot say so at once.
    (field as (target: object, property: string | symbol, descriptor?: TypedPropertyDescriptor<unknown>) => void)(
      target,
      property,
      descriptor,
    );
    (mark as (target: object, property: string | symbol) => void)(target, property);
  };
}
