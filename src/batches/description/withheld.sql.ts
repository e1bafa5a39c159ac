import { statement } from '../../database/database.service.js';

/** Batches of these that the AI is not asked about any more: the operator canceled them, or suspended their account. $1 batches. */
export const withheldBatches = statement(
  'ai.withheld-batches',
  `SELECT b.id FROM batches b JOIN accounts a ON a.id = b.account_id
   WHERE b.id = ANY ($1) AND (a.suspended_at IS NOT NULL OR b.error ->> 'code' = 'canceled_by_operator')`,
);
