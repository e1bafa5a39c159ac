import { statement } from '../../database/database.service.js';

/**
 * $1 id, $2 account, $3 status, $4 and $5 connections, $6 request, $7 total, $8 batch it retries, $9 webhook endpoint,
 * $10 upload, $11 trace, $12 key and $13 person that let it run.
 */
export const insertBatch = statement(
  'batches.insert',
  `INSERT INTO batches (id, account_id, status, source_connection_id, destination_connection_id, request, total, retry_of,
     webhook_endpoint_id, upload_id, traceparent, key_id, person_id)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
);

/** $1 batch, $2 its images. */
export const fixTotal = statement('batches.fix-total', 'UPDATE batches SET total = $2 WHERE id = $1');

/** Its images stay while they are copied; after the commit the retry keeps them. $1 batch. */
export const holdImages = statement('batches.hold-images', 'SELECT id FROM batches WHERE id = $1 FOR SHARE');

/** The estimate stays; it is part of what the batch was started on. $1 batch, $2 account, $3 key and $4 person that start it. */
export const startBatch = statement(
  'batches.start',
  `UPDATE batches SET status = 'queued', key_id = $3, person_id = $4 WHERE id = $1 AND account_id = $2 AND status = 'ready' RETURNING total`,
);

/** A dry run goes to the workers again, which bring it to run: a call is too short for it. Values as above. */
export const expandAgain = statement(
  'batches.expand-again',
  `UPDATE batches SET status = 'expanding', expand_attempts = 0, key_id = $3, person_id = $4 WHERE id = $1 AND account_id = $2 AND status = 'ready'`,
);

/** $1 account. */
export const readSuspended = statement(
  'batches.read-suspended',
  'SELECT suspended_at IS NOT NULL AS suspended FROM accounts WHERE id = $1',
);
