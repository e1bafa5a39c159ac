import { statement } from '../../database/database.service.js';

/** How long a description is kept, and used again. The table is called `ai_answers`. */
export const KEPT_DAYS = 30;

/**
 * Makes an image the one that asks; no row when a description is kept, or when another image asks whose worker is alive.
 * $1 account, $2 hash, $3 image.
 */
export const takeQuestion = statement(
  'ai.take-question',
  `INSERT INTO ai_answers AS a (account_id, hash, asked_by, asked_at) VALUES ($1, $2, $3, clock_timestamp())
   ON CONFLICT (account_id, hash) DO UPDATE SET asked_by = $3, asked_at = clock_timestamp(), answered_at = NULL
     WHERE CASE WHEN a.answered_at IS NULL
       THEN a.asked_by IS NOT DISTINCT FROM $3 OR NOT EXISTS (
         SELECT FROM images WHERE id = a.asked_by AND status = 'processing' AND lease_until > clock_timestamp())
       ELSE a.asked_at < clock_timestamp() - interval '${KEPT_DAYS} days' END
   RETURNING 1`,
);

/** $1 account, $2 hash. */
export const readDescription = statement(
  'ai.read-description',
  `SELECT alt_text AS "altText", seo_name AS "seoName" FROM ai_answers
   WHERE account_id = $1 AND hash = $2 AND answered_at IS NOT NULL
     AND asked_at > clock_timestamp() - interval '${KEPT_DAYS} days'`,
);

/** $1 account, $2 hash, $3 alt text, $4 name. */
export const keepDescription = statement(
  'ai.keep-description',
  `INSERT INTO ai_answers (account_id, hash, alt_text, seo_name, answered_at) VALUES ($1, $2, $3, $4, clock_timestamp())
   ON CONFLICT (account_id, hash) DO UPDATE
     SET alt_text = $3, seo_name = $4, asked_at = clock_timestamp(), answered_at = clock_timestamp()`,
);

/** The image that asked gets no description; the next one asks. $1 account, $2 hash, $3 image. */
export const releaseQuestion = statement(
  'ai.drop-question',
  'DELETE FROM ai_answers WHERE account_id = $1 AND hash = $2 AND answered_at IS NULL AND asked_by = $3',
);

/** $1 how many. */
export const forgetDescriptions = statement(
  'ai.forget-descriptions',
  `DELETE FROM ai_answers a USING (
     SELECT account_id, hash FROM ai_answers WHERE asked_at < clock_timestamp() - interval '${KEPT_DAYS} days'
     ORDER BY asked_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS old
   WHERE a.account_id = old.account_id AND a.hash = old.hash
   RETURNING 1`,
);
