import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchDatabase, type ScratchDatabase } from './scratch-database.js';

const MIGRATIONS = join(import.meta.dirname, '../../prisma/migrations');

/** Sealed as versions did that bound nothing to its row: base64 of nonce, tag and AES-256-GCM. */
export function sealedLoosely(plain: string, key: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
}

/** Opened by the book: `v2:` with the place as additional data, or without both. */
export function openedByTheBook(sealed: string, key: Buffer, place: string[]): string {
  const bound = sealed.startsWith('v2:');
  const bytes = Buffer.from(bound ? sealed.slice(3) : sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  if (bound) decipher.setAAD(Buffer.from(JSON.stringify(place)));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
}

/** A database as it was before a migration. */
export async function databaseBefore(migration: string): Promise<ScratchDatabase> {
  const database = await scratchDatabase();
  await database.query(
    `CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
       migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
       started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`,
  );
  const names = (await readdir(MIGRATIONS, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const name of names.map((entry) => entry.name).sort()) {
    if (name >= migration) break;
    const sql = await readFile(join(MIGRATIONS, name, 'migration.sql'), 'utf8');
    const checksum = createHash('sha256').update(sql).digest('hex');
    await database.query(sql);
    await database.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES (gen_random_uuid(), '${checksum}', now(), '${name}', 1)`,
    );
  }
  return database;
}
