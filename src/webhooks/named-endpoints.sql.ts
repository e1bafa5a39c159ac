import { statement } from '../database/database.service.js';

/**
 * Waits for another request that makes the same row. No event has the type `by-name`: a process of the previous version,
 * which knows no `for_batches`, sends nothing there. $1 id, $2 account, $3 address, $4 sealed secret.
 */
export const insertNamed = statement(
  'webhooks.insert-named-endpoint',
  `INSERT INTO webhook_endpoints (id, account_id, url, events, sealed_secret, for_batches)
   VALUES ($1, $2, $3, '{by-name}', $4, true) ON CONFLICT (account_id, url) WHERE for_batches DO NOTHING`,
);

/** $1 account, $2 address. */
export const readNamed = statement(
  'webhooks.read-named-endpoint',
  `SELECT id, sealed_secret, disabled_at IS NOT NULL AS disabled FROM webhook_endpoints
   WHERE account_id = $1 AND url = $2 AND for_batches`,
);
