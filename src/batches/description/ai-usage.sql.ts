import { statement } from '../../database/database.service.js';

/**
 * Adds to what replies cost, in sets; a batch's row is touched once a second by each process, however many replies come.
 * Arrays: $1 batches, $2 models, $3 deliveries, $4 accounts, $5 requests, $6 from the cache, $7 input tokens, $8 of them
 * cached, $9 output tokens, $10 nanodollars.
 */
export const addUsage = statement(
  'ai.add-usage',
  `INSERT INTO ai_usage AS u (batch_id, model, delivery, account_id, requests, from_cache, input_tokens,
     cached_input_tokens, output_tokens, nanodollars)
   SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
     $8::bigint[], $9::bigint[], $10::bigint[])
   ON CONFLICT (batch_id, model, delivery) DO UPDATE SET requests = u.requests + excluded.requests,
     from_cache = u.from_cache + excluded.from_cache, input_tokens = u.input_tokens + excluded.input_tokens,
     cached_input_tokens = u.cached_input_tokens + excluded.cached_input_tokens,
     output_tokens = u.output_tokens + excluded.output_tokens, nanodollars = u.nanodollars + excluded.nanodollars`,
);
