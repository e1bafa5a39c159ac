import { statement } from '../database/database.service.js';

/** In whole microdollars, which only SQL rounds for us; the columns are summed as they are. $1 batch. */
export const readCosts = statement(
  'operator.read-ai-costs',
  `SELECT model, delivery, requests, from_cache AS "fromCache", input_tokens AS "inputTokens",
     cached_input_tokens AS "cachedInputTokens", output_tokens AS "outputTokens",
     round(nanodollars / 1000.0)::bigint AS microdollars
   FROM ai_usage WHERE batch_id = $1 ORDER BY model, delivery`,
);
