import { statement, type Sql } from '../../src/database/database.service.js';

const insertBatch = statement(
  'worlds.insert-batch',
  `INSERT INTO batches (id, account_id, status, source_connection_id, destination_connection_id, request, total)
   VALUES ($1, $2, 'running', 'con_none', 'con_none', $3, $4)`,
);
const insertImages = statement(
  'worlds.insert-images',
  `INSERT INTO images (id, batch_id, account_id, key, status, attempts, lease_until)
   SELECT $1 || '_' || n, $1, $2, n || '.jpg', 'processing', 1, now() + interval '1 year' FROM generate_series(1, $3) AS n`,
);

/** A batch without objects behind it, each image in the hands of a worker with its first claim. */
export async function storeBatch(sql: Sql, batchId: string, accountId: string, images: number, withAi: boolean) {
  const request = { source: {}, destination: {}, compress: {}, ai: withAi ? { altText: true } : null, metadata: {} };
  await sql.run(insertBatch, [batchId, accountId, JSON.stringify(request), images]);
  await sql.run(insertImages, [batchId, accountId, images]);
}

export function imageId(batchId: string, image: number): string {
  return `${batchId}_${image}`;
}
