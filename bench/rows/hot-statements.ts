import type pg from 'pg';
import { listImages, readBatch, readInOrder } from '#service/batches/reading/read.sql.js';
import { deleteImages, lockOldBatches } from '#service/batches/retention/retention.sql.js';
import { takeOutcomes, unsettledBatches } from '#service/batches/settlement/settle.sql.js';
import { claimImage, renewClaims } from '#service/batches/work/claim.sql.js';
import { countQueued, queueImages } from '#service/batches/dispatch/dispatch.sql.js';
import { putBackAbandoned, queuedForLong } from '#service/batches/work/rescue.sql.js';
import type { Statement } from '#service/database/database.service.js';

/** A statement that runs all the time, with values as the service gives them. */
export interface HotStatement {
  /** What it is for. */
  name: string;
  statement: Statement;
  values: unknown[];
  /** Run in the same transaction before it. */
  before?: Statement;
}

/** The hot statements over what is in the tables. */
export async function hotStatements(client: pg.Client): Promise<HotStatement[]> {
  const one = async (text: string) => Object.values((await client.query<Record<string, string>>(text)).rows[0] ?? {});
  const [queued] = await one(`SELECT id FROM images WHERE status = 'queued' LIMIT 1`);
  const [working] = await one(`SELECT id FROM images WHERE status = 'processing' LIMIT 1`);
  const [unsettled] = await one(
    `SELECT batch_id FROM images WHERE ended_at IS NOT NULL AND settled_at IS NULL LIMIT 1`,
  );
  const [ended, account, middle] = await one(
    `SELECT b.id, b.account_id, i.id AS middle FROM batches b JOIN images i ON i.batch_id = b.id
     WHERE b.ended_at IS NOT NULL ORDER BY b.id OFFSET 2500 LIMIT 1`,
  );
  return [
    { name: 'claim', statement: claimImage, values: [queued, 15] },
    { name: 'renew claims', statement: renewClaims, values: [[working], [1], 15] },
    { name: 'count the window', statement: countQueued, values: [] },
    { name: 'dispatch 100', statement: queueImages, values: [100, 200, '{}', 64, 10_000, 2_500, 500] },
    { name: 'settle 500', statement: takeOutcomes, values: [unsettled, 500] },
    { name: 'find unsettled', statement: unsettledBatches, values: [200] },
    { name: 'rescue abandoned', statement: putBackAbandoned, values: [3, 200] },
    { name: 'rescue lost by Redis', statement: queuedForLong, values: [3, 200] },
    { name: 'read a batch', statement: readBatch, values: [ended, account] },
    { name: 'list, any', statement: listImages(null, null), values: [ended, middle, 201], before: readInOrder },
    { name: 'list, failed', statement: listImages('failed', null), values: [ended, middle, 201], before: readInOrder },
    { name: 'find old batches', statement: lockOldBatches, values: [90, 200] },
    { name: 'delete 5,000 old images', statement: deleteImages, values: [[ended], 5_000] },
  ];
}
