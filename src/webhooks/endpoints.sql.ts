import { statement } from '../database/database.service.js';
import { sealedColumn } from '../database/sealed-column.sql.js';

/** $1 id, $2 account, $3 address, $4 description, $5 event types, $6 sealed secret. */
export const insertEndpoint = statement(
  'webhooks.insert-endpoint',
  `INSERT INTO webhook_endpoints (id, account_id, url, description, events, sealed_secret)
   VALUES ($1, $2, $3, $4, $5, $6) RETURNING created_at`,
);

/** Makes requests at the limit take turns. A statement of its own, so that the count sees what it waited for. */
export const lockAccount = statement(
  'webhooks.lock-account',
  'SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE',
);
export const countEndpoints = statement(
  'webhooks.count-endpoints',
  'SELECT count(*) FROM webhook_endpoints WHERE account_id = $1 AND NOT for_batches',
);

/**
 * What is null stays, but for the description, which $5 is to change. Answers its id when it was found.
 * $1 endpoint, $2 account, $3 address, $4 description, $5 whether it changes, $6 event types, $7 paused.
 */
export const changeEndpoint = statement(
  'webhooks.change-endpoint',
  `UPDATE webhook_endpoints SET url = coalesce($3, url), description = CASE WHEN $5 THEN $4 ELSE description END,
     events = coalesce($6::text[], events),
     paused_at = CASE WHEN $7::boolean IS NULL THEN paused_at WHEN $7 THEN clock_timestamp() END
   WHERE id = $1 AND account_id = $2 AND NOT for_batches RETURNING id`,
);

/** A clean slate, with a new address or when it is resumed: the failures of before say nothing about it. $1 endpoint. */
export const resumeEndpoint = statement(
  'webhooks.resume-endpoint',
  `UPDATE webhook_endpoints SET disabled_at = NULL, disabled_reason = NULL, failing_since = NULL, consecutive_failures = 0,
     resume_at = NULL, probe_seconds = NULL
   WHERE id = $1`,
);

/**
 * The endpoint whose secret is to be rotated, held until the commit. Not found while there is still a previous one: a
 * second rotation would cut off receivers that have not taken over the first. $1 endpoint, $2 account.
 */
export const lockSecret = statement(
  'webhooks.lock-secret',
  `SELECT sealed_secret FROM webhook_endpoints
   WHERE id = $1 AND account_id = $2 AND NOT for_batches
     AND (previous_secret_until IS NULL OR previous_secret_until <= clock_timestamp())
   FOR NO KEY UPDATE`,
);

/** The secret becomes the previous one for $4 hours. $1 endpoint, $2 new sealed secret, $3 the old one, sealed for its new column. */
export const rotateSecret = statement(
  'webhooks.rotate-secret',
  `UPDATE webhook_endpoints SET previous_sealed_secret = $3, sealed_secret = $2,
     previous_secret_until = clock_timestamp() + make_interval(hours => $4)
   WHERE id = $1 RETURNING previous_secret_until AS until`,
);

/** From now on only the newest secret signs. $1 endpoint, $2 account. Finds it also when there is no other. */
export const endOverlap = statement(
  'webhooks.end-overlap',
  `UPDATE webhook_endpoints SET previous_sealed_secret = NULL, previous_secret_until = NULL
   WHERE id = $1 AND account_id = $2 AND NOT for_batches RETURNING id`,
);

/** $1 endpoint, $2 account. */
export const readEndpointState = statement(
  'webhooks.read-endpoint-state',
  `SELECT id, paused_at IS NOT NULL AS paused, disabled_at IS NOT NULL AS disabled, previous_secret_until
   FROM webhook_endpoints WHERE id = $1 AND account_id = $2 AND NOT for_batches`,
);

/** Deliveries and attempts go with it. $1 endpoint, $2 account. */
export const deleteEndpoint = statement(
  'webhooks.delete-endpoint',
  'DELETE FROM webhook_endpoints WHERE id = $1 AND account_id = $2 AND NOT for_batches RETURNING id',
);

export const SEALED_SECRET = sealedColumn('webhook_endpoints', ['id'], 'sealed_secret');
export const PREVIOUS_SECRET = sealedColumn('webhook_endpoints', ['id'], 'previous_sealed_secret');
