import type { CodegenConfig } from '@graphql-codegen/cli';
import { addTypenameSelectionDocumentTransform } from '@graphql-codegen/client-preset';

/** Types the console's operations from the committed schema; run by `pnpm generate`. */
const config: CodegenConfig = {
  schema: process.env['DOSSIER_CODEGEN_SCHEMA'] ?? 'schema.graphql',
  documents: [
    'packages/console/src/**/*.{graphql,ts,vue}',
    '!packages/console/src/gql/**',
    '!packages/console/src/**/*.test.ts',
  ],
  ignoreNoDocuments: true,
  generates: {
    [process.env['DOSSIER_CODEGEN_OUT'] ?? 'packages/console/src/gql/']: {
      preset: 'client',
      // Apollo asks for __typename everywhere; written into the documents, so that text and hash agree.
      documentTransforms: [addTypenameSelectionDocumentTransform],
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: { mode: 'embedHashInDocument', hashPropertyName: 'hash', hashAlgorithm: 'sha256' },
      },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: { DateTime: 'string', LocalDate: 'string', Decimal: 'string', Cursor: 'string' },
      },
    },
  },
};

export default config;
