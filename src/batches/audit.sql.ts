import type { AuditCheck } from '../common/audit.js';

/** The invariants between batches, their images and the credits held for them. */
export const BATCH_CHECKS: AuditCheck[] = [
  {
    name: 'every queued, running or paused batch has an open reservation',
    sql: `SELECT b.id FROM batches b LEFT JOIN reservations r ON r.batch_id = b.id AND r.closed_at IS NULL
          WHERE b.status IN ('queued', 'running', 'paused') AND r.batch_id IS NULL`,
  },
  {
    name: 'no image of a paused batch waits in Redis',
    sql: `SELECT i.id FROM images i JOIN batches b ON b.id = i.batch_id WHERE i.status = 'queued' AND b.status = 'paused'`,
  },
  {
    name: 'every image that waits for a file of replies has its request, and it is in a file that is worked on or will be',
    sql: `SELECT i.id FROM images i LEFT JOIN ai_requests r ON r.image_id = i.id
          WHERE i.status = 'processing' AND i.lease_until IS NULL
            AND (r.image_id IS NULL OR (r.ai_job_id IS NULL AND r.body IS NULL))`,
  },
  {
    name: 'no reservation outlives its batch',
    sql: `SELECT r.batch_id FROM reservations r LEFT JOIN batches b ON b.id = r.batch_id
          WHERE r.closed_at IS NULL AND (b.id IS NULL OR b.ended_at IS NOT NULL)`,
  },
  {
    name: 'every completed batch has a closed reservation and only images that ended',
    sql: `SELECT b.id FROM batches b LEFT JOIN reservations r ON r.batch_id = b.id
          WHERE b.status = 'completed' AND (r.closed_at IS NULL OR b.succeeded + b.failed + b.skipped + b.canceled <> b.total
            OR EXISTS (SELECT FROM images WHERE batch_id = b.id AND settled_at IS NULL))`,
  },
  {
    name: 'each settled image is counted exactly once in its batch',
    sql: `SELECT b.id FROM batches b LEFT JOIN LATERAL (
            SELECT count(*) FILTER (WHERE status = 'succeeded') AS succeeded, count(*) FILTER (WHERE status = 'failed') AS failed,
              count(*) FILTER (WHERE status = 'skipped') AS skipped, count(*) FILTER (WHERE status = 'canceled') AS canceled
            FROM images WHERE batch_id = b.id AND settled_at IS NOT NULL) i ON true
          WHERE b.forgetting_at IS NULL AND (b.succeeded, b.failed, b.skipped, b.canceled) IS DISTINCT FROM (i.succeeded, i.failed, i.skipped, i.canceled)`,
  },
  {
    name: 'each settled image moved exactly its own credits',
    sql: `SELECT r.batch_id FROM reservations r LEFT JOIN batches b ON b.id = r.batch_id LEFT JOIN LATERAL (
            SELECT count(*) AS images, count(*) FILTER (WHERE status = 'succeeded') AS succeeded,
              count(*) FILTER (WHERE ai_used) AS ai_used
            FROM images WHERE batch_id = r.batch_id AND settled_at IS NOT NULL AND reason IS DISTINCT FROM 'no_credits') i ON true
          WHERE b.forgetting_at IS NULL AND (
            r.compression_settled <> i.succeeded OR r.compression_settled + r.compression_released <> i.images
            OR r.ai_plan_settled + r.ai_topup_settled <> i.ai_used
            OR (r.ai_plan + r.ai_topup > 0 AND r.ai_plan_settled + r.ai_plan_released + r.ai_topup_settled
              + r.ai_topup_released <> i.images))`,
  },
  {
    name: 'a reservation covers every image of its batch, but for the last ones when they were skipped for lack of credits',
    sql: `SELECT b.id FROM batches b JOIN reservations r ON r.batch_id = b.id
          LEFT JOIN LATERAL (
            SELECT count(*) FILTER (WHERE reason IS DISTINCT FROM 'no_credits') AS covered,
              max(key) FILTER (WHERE reason IS DISTINCT FROM 'no_credits') AS last_covered,
              min(key) FILTER (WHERE reason = 'no_credits') AS first_skipped
            FROM images WHERE batch_id = b.id) i ON true
          WHERE b.forgetting_at IS NULL AND (r.compression <> i.covered OR r.ai_plan + r.ai_topup NOT IN (0, i.covered)
            OR i.last_covered > i.first_skipped OR (i.covered = 0 AND b.total > 0))`,
  },
  {
    name: 'the total of a batch, which is counted while it is written, is its images',
    sql: `SELECT b.id FROM batches b
          WHERE b.forgetting_at IS NULL AND b.total <> (SELECT count(*) FROM images WHERE batch_id = b.id)`,
  },
  {
    name: 'a batch whose images were deleted has ended, all of it, and its counts are those of its credits',
    sql: `SELECT b.id FROM batches b LEFT JOIN reservations r ON r.batch_id = b.id
          WHERE b.forgetting_at IS NOT NULL AND (b.ended_at IS NULL
            OR EXISTS (SELECT FROM images WHERE batch_id = b.id AND settled_at IS NULL)
            OR b.total <> b.succeeded + b.failed + b.skipped + b.canceled
            OR r.closed_at IS NULL AND r.batch_id IS NOT NULL OR r.compression_settled <> b.succeeded
            OR r.ai_plan_settled + r.ai_topup_settled > b.succeeded + b.skipped
            OR b.forgotten_at IS NOT NULL AND EXISTS (SELECT FROM images WHERE batch_id = b.id))`,
  },
  {
    name: 'no batch has a target that is a source, but for what may take its own place',
    // One look by key for each image: left to itself, PostgreSQL compares all images of a batch with each other.
    sql: `SELECT r.batch_id FROM images r
          CROSS JOIN LATERAL (SELECT id FROM images WHERE batch_id = r.batch_id AND key = r.target_key LIMIT 1) o
          JOIN batches b ON b.id = r.batch_id AND b.ends_as IS NULL
          JOIN connections s ON s.id = b.source_connection_id
          JOIN connections d ON d.id = b.destination_connection_id AND d.bucket = s.bucket AND d.endpoint IS NOT DISTINCT FROM s.endpoint
          WHERE o.id <> r.id OR b.request -> 'destination' ->> 'overwrite' IS DISTINCT FROM 'true'`,
  },
  {
    name: 'every batch that ended told so, once',
    // Counted once for all: looked for by each batch, an account's events are read as often as it has batches.
    sql: `SELECT b.id FROM batches b LEFT JOIN (
            SELECT account_id, type, data ->> 'id' AS batch_id, count(*) AS times FROM outbox_events
            WHERE type LIKE 'batch.%' GROUP BY account_id, type, data ->> 'id') AS told
          ON told.account_id = b.account_id AND told.type = 'batch.' || b.status AND told.batch_id = b.id
          WHERE b.ended_at IS NOT NULL AND told.times IS DISTINCT FROM 1`,
  },
];
