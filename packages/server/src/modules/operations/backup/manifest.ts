import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Keys } from '../../../platform/crypto/keys.ts';

/** Version of the archive's layout. */
export const FORMAT = 1;
export const MANIFEST = 'manifest.json';
export const MANIFEST_HASH = 'manifest.sha256';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
/** Inside the uploads folder, and nowhere else. */
const relativePath = z.string().refine((path) => !/^\/|^$|(^|\/)\.\.?(\/|$)|[\\\0]/.test(path));

/** What an archive says about itself. */
export const manifestSchema = z.object({
  product: z.literal('dossier'),
  format: z.int(),
  createdAt: z.iso.datetime(),
  engine: z.enum(['sqlite', 'mysql', 'mariadb']),
  /** Migrations the database had had. */
  migrations: z.array(z.string()),
  /** Tells whether the keys at hand are those the backup belongs to; nothing can be derived from it. */
  keyCheck: z.string(),
  tables: z.array(
    z.object({
      name: z.string(),
      file: z.string(),
      columns: z.array(z.object({ name: z.string(), binary: z.boolean() })),
      rows: count,
      /** Of the canonical form. */
      sha256,
      /** Of the compressed file in the archive. */
      fileSha256: sha256,
    }),
  ),
  files: z.array(z.object({ path: relativePath, file: z.string(), size: count, sha256 })),
});

/** See {@link manifestSchema}. */
export type Manifest = z.infer<typeof manifestSchema>;

/** A fingerprint of the installation's keys. */
export function keyCheckOf(keys: Keys): string {
  return createHmac('sha256', keys.digests).update('dossier/backup/key-check').digest('hex').slice(0, 16);
}
