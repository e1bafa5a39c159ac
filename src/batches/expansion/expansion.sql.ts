import { statement } from '../../database/database.service.js';

/** The account's batches rest. */
const suspended = `EXISTS (SELECT FROM accounts a WHERE a.id = batches.account_id AND a.suspended_at IS NOT NULL)`;

/**
 * Batches whose source no worker is listing, leased to the workers: new ones first, then those that were listed longest ago.
 * $1 how many, $2 lease in seconds.
 */
export const leaseExpansions = statement(
  'batches.lease-expansions',
  `UPDATE batches SET expand_lease_until = clock_timestamp() + make_interval(secs => $2)
   WHERE id IN (SELECT id FROM batches
     WHERE status = 'expanding' AND ends_as IS NULL AND (expand_lease_until IS NULL OR expand_lease_until < clock_timestamp())
       AND NOT ${suspended}
     ORDER BY expand_lease_until NULLS FIRST, id LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);

/** Begins an attempt at listing. $1 batch, $2 lease in seconds. */
export const beginExpansion = statement(
  'batches.begin-expansion',
  `UPDATE batches SET expand_attempts = expand_attempts + 1,
     expand_lease_until = clock_timestamp() + make_interval(secs => $2)
   WHERE id = $1 AND status = 'expanding' AND ends_as IS NULL AND NOT ${suspended}
   RETURNING id, account_id, source_connection_id, request, created_at, expanded_to, manifest_etag, listed_at, named_to, expand_attempts,
     estimate IS NOT NULL AS estimated, traceparent`,
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
   RETURNING id`,
);

/** Keeps the lease of a worker that reads and has nothing to write yet. $1 batch, $2 lease in seconds. */
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

/** A row when another batch waits to be listed, or is handed out and waits for a worker. $1 batch. */
export const othersToList = statement(
  'batches.others-to-list',
  `SELECT 1 FROM batches WHERE status = 'expanding' AND id <> $1 AND ends_as IS NULL AND NOT ${suspended} LIMIT 1`,
);

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
