import { statement } from '../../database/database.service.js';

/** Nothing of the account is listed any more. */
const suspended = `EXISTS (SELECT FROM accounts a WHERE a.id = batches.account_id AND a.suspended_at IS NOT NULL)`;

/** Listings of one account that are under way at most: its store may not answer, and each keeps a place of a process. */
const LISTED_OF_ACCOUNT = 2;

/** Waits to be listed: nobody has it. */
const waits = `batches.status = 'expanding' AND batches.ends_as IS NULL
  AND (batches.expand_lease_until IS NULL OR batches.expand_lease_until < clock_timestamp()) AND NOT ${suspended}`;

/** The first in the row of an account behind another: never listed, or longest ago. @param behind condition on the account */
const firstOf = (behind: string) => `(
  SELECT account_id, id, expand_lease_until FROM batches WHERE status = 'expanding' AND ends_as IS NULL ${behind}
  ORDER BY account_id, expand_lease_until NULLS FIRST, id LIMIT 1)`;

/**
 * Begins an attempt at listing the batch whose turn it is: of the accounts that this turn is for, if they have any, of those with
 * the fewest listings under way, of one that a lot decides on, the first in its row. Goes through the accounts in an index, one row
 * of each, however many batches they have: to sort 200,000 batches of 200 accounts took 1.5 s. Finds nothing when another worker was
 * faster.
 * $1 lease in seconds, $2 whether the turn is for accounts on the free plan or for the others, $3 the lot.
 */
export const beginNextExpansion = statement(
  'batches.begin-next-expansion',
  `WITH RECURSIVE first AS (
     ${firstOf('')}
     UNION ALL SELECT next.* FROM first, LATERAL ${firstOf('AND account_id > first.account_id')} AS next
   ),
   turns AS (
     SELECT first.id, (a.plan = 'free') <> $2 AS of_others, hashtextextended(a.id, $3) AS lot,
       (SELECT count(*) FROM batches b WHERE b.account_id = a.id AND b.status = 'expanding' AND b.ends_as IS NULL
          AND b.expand_lease_until >= statement_timestamp()) AS under_way
     FROM first JOIN accounts a ON a.id = first.account_id
     WHERE a.suspended_at IS NULL AND (first.expand_lease_until IS NULL OR first.expand_lease_until < clock_timestamp())
   )
   UPDATE batches SET expand_attempts = expand_attempts + 1,
     expand_lease_until = clock_timestamp() + make_interval(secs => $1)
   WHERE id = (SELECT id FROM turns WHERE under_way < ${LISTED_OF_ACCOUNT} ORDER BY of_others, under_way, lot LIMIT 1) AND ${waits}
   RETURNING id, account_id, source_connection_id, request, created_at, expanded_to, manifest_etag, listed_at, named_to, expand_attempts,
     estimate IS NOT NULL AS estimated, traceparent, key_id, person_id`,
);

/**
 * Moves the cursor with the chunk it belongs to; finds nothing when another worker moved it first or the batch is being
 * ended. A listing that gets on has all its attempts again.
 * $1 batch, $2 the cursor as this worker knows it, $3 the new one, $4 lease in seconds, $5 images written with it.
 */
export const advanceExpansion = statement(
  'batches.advance-expansion',
  `UPDATE batches SET expanded_to = $3, expand_attempts = 1, total = total + $5,
     expand_lease_until = clock_timestamp() + make_interval(secs => $4)
   WHERE id = $1 AND status = 'expanding' AND ends_as IS NULL AND listed_at IS NULL AND expanded_to IS NOT DISTINCT FROM $2
     AND NOT ${suspended}
   RETURNING total`,
);

/** Keeps a batch for its worker, or from all for a while. $1 batch, $2 lease in seconds. */
export const renewExpansion = statement(
  'batches.renew-expansion',
  `UPDATE batches SET expand_lease_until = clock_timestamp() + make_interval(secs => $2)
   WHERE id = $1 AND status = 'expanding' AND ends_as IS NULL AND NOT ${suspended} RETURNING id`,
);

/** Gives up a lease, so that the next worker need not wait for its end; the attempt does not count. $1 batch. */
export const releaseExpansion = statement(
  'batches.release-expansion',
  `UPDATE batches SET expand_lease_until = clock_timestamp(), expand_attempts = greatest(0, expand_attempts - 1)
   WHERE id = $1 AND status = 'expanding'`,
);

/** A row when another batch waits to be listed. $1 batch. */
export const othersToList = statement(
  'batches.others-to-list',
  `SELECT 1 FROM batches WHERE id <> $1 AND ${waits} LIMIT 1`,
);

/** $1 account. */
export const planOf = statement('batches.plan-of', 'SELECT plan FROM accounts WHERE id = $1');

/** The first look at a manifest decides which version is read. $1 batch, $2 ETag. */
export const pinManifest = statement(
  'batches.pin-manifest',
  `UPDATE batches SET manifest_etag = coalesce(manifest_etag, $2) WHERE id = $1 RETURNING manifest_etag`,
);

/** All sources are rows. $1 batch, $2 the cursor as this worker knows it. */
export const endListing = statement(
  'batches.end-listing',
  `UPDATE batches SET listed_at = coalesce(listed_at, clock_timestamp())
   WHERE id = $1 AND status = 'expanding' AND ends_as IS NULL AND expanded_to IS NOT DISTINCT FROM $2
   RETURNING id`,
);

/** As `advanceExpansion`, for the targets that are given in key order. $1 batch, $2 from, $3 to, $4 lease in seconds. */
export const advanceNaming = statement(
  'batches.advance-naming',
  `UPDATE batches SET named_to = $3, expand_attempts = 1,
     expand_lease_until = clock_timestamp() + make_interval(secs => $4)
   WHERE id = $1 AND status = 'expanding' AND ends_as IS NULL AND named_to IS NOT DISTINCT FROM $2
     AND NOT ${suspended}
   RETURNING id`,
);

/** The batch is complete: from here on its total is fixed. It was counted with the rows. $1 batch. */
export const finishExpansion = statement(
  'batches.finish-expansion',
  `UPDATE batches SET status = 'queued', expand_lease_until = NULL
   WHERE id = $1 AND status = 'expanding' AND ends_as IS NULL AND NOT ${suspended} RETURNING total, total - skipped AS left`,
);

/** Images that were not skipped for lack of credits. $1 batch. */
export const imagesLeft = statement('batches.images-left', 'SELECT total - skipped AS left FROM batches WHERE id = $1');

/** Rows of the table of images as the planner knows them. */
export const knownRows = statement(
  'batches.known-rows',
  `SELECT reltuples::float8 AS rows FROM pg_class WHERE oid = 'images'::regclass`,
);

/** Skips a table that is locked: another ANALYZE of it will do. */
export const analyzeImages = statement('batches.analyze-images', 'ANALYZE (SKIP_LOCKED) images');
