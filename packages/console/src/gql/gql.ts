/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query CodeLists {\n  codeLists {\n    name\n    entries {\n      code\n      labelZh\n      labelEn\n      position\n      retired\n      isBuiltIn\n    }\n  }\n}": typeof types.CodeListsDocument,
    "query Session {\n  installation {\n    name\n    version\n    timeZone\n    defaultLocale\n    demo\n    needsFirstAdministrator\n    defaultCurrency\n    defaultPhoneRegion\n    engine\n  }\n  viewer {\n    permissions\n    sessionExpiresAt\n    user {\n      ...Me\n    }\n  }\n}\n\nfragment Me on User {\n  id\n  name\n  email\n  roles\n  locale\n  version\n}": typeof types.SessionDocument,
};
const documents: Documents = {
    "query CodeLists {\n  codeLists {\n    name\n    entries {\n      code\n      labelZh\n      labelEn\n      position\n      retired\n      isBuiltIn\n    }\n  }\n}": types.CodeListsDocument,
    "query Session {\n  installation {\n    name\n    version\n    timeZone\n    defaultLocale\n    demo\n    needsFirstAdministrator\n    defaultCurrency\n    defaultPhoneRegion\n    engine\n  }\n  viewer {\n    permissions\n    sessionExpiresAt\n    user {\n      ...Me\n    }\n  }\n}\n\nfragment Me on User {\n  id\n  name\n  email\n  roles\n  locale\n  version\n}": types.SessionDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CodeLists {\n  codeLists {\n    name\n    entries {\n      code\n      labelZh\n      labelEn\n      position\n      retired\n      isBuiltIn\n    }\n  }\n}"): (typeof documents)["query CodeLists {\n  codeLists {\n    name\n    entries {\n      code\n      labelZh\n      labelEn\n      position\n      retired\n      isBuiltIn\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Session {\n  installation {\n    name\n    version\n    timeZone\n    defaultLocale\n    demo\n    needsFirstAdministrator\n    defaultCurrency\n    defaultPhoneRegion\n    engine\n  }\n  viewer {\n    permissions\n    sessionExpiresAt\n    user {\n      ...Me\n    }\n  }\n}\n\nfragment Me on User {\n  id\n  name\n  email\n  roles\n  locale\n  version\n}"): (typeof documents)["query Session {\n  installation {\n    name\n    version\n    timeZone\n    defaultLocale\n    demo\n    needsFirstAdministrator\n    defaultCurrency\n    defaultPhoneRegion\n    engine\n  }\n  viewer {\n    permissions\n    sessionExpiresAt\n    user {\n      ...Me\n    }\n  }\n}\n\nfragment Me on User {\n  id\n  name\n  email\n  roles\n  locale\n  version\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;