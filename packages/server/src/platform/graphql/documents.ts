import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { createHash } from 'node:crypto';
import { COST_CEILING, prepareCost, type WeightOf } from './document-cost.ts';
import { DOCUMENT_LIMITS, documentExcess } from './document-limits.ts';
import { failure } from './failure.ts';
import { withoutValues } from './format-error.ts';
import { type OperationNeeds, operationNeeds } from '../policy/operation-needs.ts';

const KEPT = 1_000;
// One caller's mistakes are answered with a few of them: each costs time to find.
const MOST_MISTAKES = 3;

/** A document that was read, found valid and not too much; ready to be run. */
export interface PreparedDocument {
  readonly hash: string;
  readonly text: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Names of the root fields it asks for, through fragments. */
  readonly rootFields: ReadonlySet<string>;
  /** What it uses of the schema, for the decision whether its actor may. */
  readonly needs: OperationNeeds;
  /** Name for metrics; only the console's own documents are named there. */
  readonly label: string;
  /** What it costs with these variables; 0 for the console's own. */
  readonly costOf: (variables: Readonly<Record<string, unknown>>) => number;
  /** @throws TOO_COMPLEX when full pages would answer more than the ceiling. */
  readonly checkCost: (variables: Readonly<Record<string, unknown>>) => void;
}

/** Refuses, by throwing, whoever may not ask for these root fields. */
export type Admit = (rootFields: ReadonlySet<string>) => void;

/** Reads each document once. */
export interface Documents {
  /** The console's own document with this hash, or undefined. */
  persisted(hash: string): PreparedDocument | undefined;
  /**
   * A caller's own document. `admit` sees the names of its root fields before anything is said about the rest of it.
   *
   * @throws GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED or TOO_COMPLEX, and what `admit` throws
   */
  free(text: string, admit?: Admit): PreparedDocument;
  /** A document prepared before, by the digest of its text. */
  known(hash: string): PreparedDocument | undefined;
}

/** Keeps documents by the digest of their text: read and checked once, then looked up. */
export function createDocuments(
  schema: GraphQLSchema,
  options: { persisted: ReadonlyMap<string, string>; introspection: boolean; weightOf?: WeightOf },
): Documents {
  const rules = options.introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const trusted = new Map<string, PreparedDocument>();
  const free = new Map<string, PreparedDocument>();

  function prepare(hash: string, text: string, isTrusted: boolean, admit?: Admit): PreparedDocument {
    const document = read(text, isTrusted);
    const isExempt = isTrusted || (options.introspection && isIntrospection(document));
    const excess = isExempt ? undefined : documentExcess(document);
    if (excess) throw failure('TOO_COMPLEX', excess, BAD_REQUEST);
    const operation = getOperationAST(document);
    const rootFields = new Set(operation ? rootFieldsOf(document, operation) : []);
    admit?.(rootFields);
    const mistakes = validate(schema, document, rules, { maxErrors: MOST_MISTAKES });
    const [mistake] = mistakes;
    if (mistake) throw invalid(mistake);
    if (!operation) throw failure('BAD_USER_INPUT', 'The document has no operation, or several.', BAD_REQUEST);
    // Not all schemas can change things.
    if (!schema.getRootType(operation.operation))
      throw invalid(new GraphQLError(`The schema has no ${operation.operation}.`, { nodes: operation }));
    const costOf = isTrusted ? () => 0 : prepareCost(schema, document, operation, options.weightOf);
    return {
      hash,
      text,
      document,
      operation,
      rootFields,
      needs: operationNeeds(schema, document, operation),
      label: isTrusted ? (operation.name?.value ?? 'unnamed') : 'free',
      costOf,
      checkCost: (variables) => {
        if (costOf(variables) > COST_CEILING) {
          throw failure(
            'TOO_COMPLEX',
            'The answer could become too large: ask for smaller pages or fewer fields.',
            BAD_REQUEST,
          );
        }
      },
    };
  }

  return {
    persisted: (hash) => {
      const known = trusted.get(hash);
      if (known) return known;
      const text = options.persisted.get(hash);
      if (text === undefined) return undefined;
      const prepared = prepare(hash, text, true);
      trusted.set(hash, prepared);
      return prepared;
    },
    free: (text, admit) => {
      const hash = createHash('sha256').update(text).digest('hex');
      const known = free.get(hash);
      if (known) admit?.(known.rootFields);
      if (known) return known;
      const prepared = prepare(hash, text, false, admit);
      const [oldest] = free.size >= KEPT ? free.keys() : [];
      if (oldest !== undefined) free.delete(oldest);
      free.set(hash, prepared);
      return prepared;
    },
    known: (hash) => trusted.get(hash) ?? free.get(hash),
  };
}

const BAD_REQUEST = { http: { status: 400 } };

function read(text: string, isTrusted: boolean): DocumentNode {
  try {
    return parse(text, { noLocation: isTrusted, ...(isTrusted ? {} : { maxTokens: DOCUMENT_LIMITS.tokens }) });
  } catch (error) {
    const message = error instanceof GraphQLError ? error.message : 'The document cannot be read.';
    throw new GraphQLError(message, {
      extensions: { code: 'GRAPHQL_PARSE_FAILED', ...BAD_REQUEST },
      ...(error instanceof GraphQLError && error.source ? { source: error.source, positions: error.positions } : {}),
    });
  }
}

function invalid(mistake: GraphQLError): GraphQLError {
  return new GraphQLError(withoutValues(mistake.message), {
    nodes: mistake.nodes ?? null,
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', ...BAD_REQUEST },
  });
}

// Tools that read the schema (in development only) send one deep document with many repetitions.
function isIntrospection(document: DocumentNode): boolean {
  const operation = getOperationAST(document);
  return (
    operation?.selectionSet.selections.every(
      (selection) => selection.kind === Kind.FIELD && selection.name.value === '__schema',
    ) ?? false
  );
}

function rootFieldsOf(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const names: string[] = [];
  const visited = new Set<string>();
  function collect(selections: OperationDefinitionNode['selectionSet']['selections']): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.push(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet.selections);
      else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        for (const definition of document.definitions) {
          if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value) {
            collect(definition.selectionSet.selections);
          }
        }
      }
    }
  }
  collect(operation.selectionSet.selections);
  return names;
}
