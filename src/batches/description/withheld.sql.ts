import { statement } from '../../database/database.service.js';
import { atCeiling } from '../ceiling/ai-ceiling.sql.js';

/**
 * Batches of these that the AI is not asked about any more: the operator canceled them, or suspended their account, or it has cost as
 * much for the account today as it may. $1 batches, $2 the setting of the ceiling.
 */
export const withheldBatches = statement(
  'ai.withheld-batches',
  `SELECT b.id FROM batches b JOIN accounts a ON a.id = b.account_id
   WHERE b.id = ANY ($1)
     AND (a.suspended_at IS NOT NULL OR b.error ->> 'code' = 'canceled_by_operator' OR ${atCeiling('a', '$2')})`,
);
