/* Writes the contract to standard output: `pnpm generate` makes schema.graphql from it. */
import { lexicographicSortSchema, printSchema } from 'graphql';
import { bareSchema } from './schema.ts';

process.stdout.write(`${printSchema(lexicographicSortSchema(bareSchema))}\n`);
