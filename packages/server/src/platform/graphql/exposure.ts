// TypeGraphQL asks for it when its first decorator runs.
import 'reflect-metadata';
import { Extensions, Field, FieldResolver, type Query } from 'type-graphql';

// The library does not export this type; it is the first parameter of its decorators.
type ReturnTypeFunc = Extract<Parameters<typeof Query>[0], (...args: never[]) => unknown>;

/**
 * How sensitive the content of a coordinate is. PUBLIC: may be known to anyone. INTERNAL: staff's own working data.
 * PERSONAL: about an identifiable person. SENSITIVE: harmful when leaked (identity documents, health, finance).
 */
export type DataClass = 'PUBLIC' | 'INTERNAL' | 'PERSONAL' | 'SENSITIVE';

/** What using a coordinate amounts to. The access policy grants each of these separately, per role and class. */
export type Capability = 'read' | 'write' | 'filter' | 'sort';

/** The declaration that every GraphQL field and input field carries, under `extensions.exposure`. */
export interface Exposure {
  readonly dataClass: DataClass;
  readonly capability: Capability;
}

interface FieldOptions {
  readonly nullable?: boolean;
  readonly name?: string;
  readonly defaultValue?: string | number | boolean;
  readonly deprecationReason?: string;
}

/** An output field: its type, its class and its meaning. */
export function Readable(type: ReturnTypeFunc, dataClass: DataClass, description: string, options: FieldOptions = {}) {
  return exposed(type, { dataClass, capability: 'read' }, description, options);
}

/** An output field that a resolver class of a lower module adds to a type: `@Resolver(() => Customer)` and this on a method. */
export function ReadableResolver(
  type: ReturnTypeFunc,
  dataClass: DataClass,
  description: string,
  options: FieldOptions = {},
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

/** An input field that narrows a result by a value. */
export function Filterable(
  type: ReturnTypeFunc,
  dataClass: DataClass,
  description: string,
  options: FieldOptions = {},
) {
  return exposed(type, { dataClass, capability: 'filter' }, description, { nullable: true, ...options });
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
