import { statement } from '../../database/database.service.js';
import { atCeiling } from '../ceiling/ai-ceiling.sql.js';

/** What waits to be done, for all accounts together. Ages in seconds; 0 when nothing waits. */
export interface Waiting {
  images: number;
  in_redis: number;
  in_work: number;
  expanding: number;
  oldest_turn: number;
  oldest_in_redis: number;
  oldest_expansion: number;
}

/**
 * Reads open batches and two small indexes, never all images: what is left of a batch follows from its counters. A batch
 * waits since its last turn, and one that only waits for a later attempt, for the next day's AI dollars, or was paused, does not.
 * $1 the setting of the ceiling of AI dollars.
 */
export const readWaiting = statement(
  'batches.read-waiting',
  `WITH open AS (
     SELECT total - succeeded - failed - skipped - canceled AS images,
       CASE WHEN EXISTS (SELECT FROM images WHERE batch_id = b.id AND status = 'pending'
         AND (retry_at IS NULL OR retry_at <= clock_timestamp())) THEN coalesce(dispatched_at, listed_at, b.created_at) END AS since
     FROM batches b JOIN accounts a ON a.id = b.account_id WHERE status IN ('queued', 'running') AND cancel_requested_at IS NULL
       AND NOT (request ->> 'ai' IS NOT NULL AND ${atCeiling('a', '$1')})
   ),
   redis AS (SELECT count(*) AS images, min(queued_at) AS since FROM images WHERE status = 'queued'),
   expanding AS (SELECT count(*) AS batches, min(created_at) AS since FROM batches WHERE status = 'expanding')
   SELECT coalesce(sum(open.images), 0)::bigint AS images, (SELECT images FROM redis) AS in_redis,
     (SELECT count(*) FROM images WHERE status = 'processing') AS in_work, (SELECT batches FROM expanding) AS expanding,
     ${age('min(open.since)')} AS oldest_turn, ${age('(SELECT since FROM redis)')} AS oldest_in_redis,
     ${age('(SELECT since FROM expanding)')} AS oldest_expansion
   FROM open`,
);

function age(since: string): string {
  return `coalesce(greatest(0, extract(epoch FROM clock_timestamp() - ${since})), 0)::float8`;
}
