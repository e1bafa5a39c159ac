import { statement, type Statement } from '../database/database.service.js';

/** What the usage may be broken down by, from rows of `credit_usage`; batches have rows of their own. */
export type UsageGroup = 'day' | 'key' | 'person' | 'connection';

const SUMS = ['compression', 'ai', 'succeeded', 'failed', 'unchanged', 'bytes_saved']
  .map((figure) => `sum(${figure})::bigint AS ${figure}`)
  .join(', ');

/** Groups come from the highest on, a day as its text; an empty id is the last. */
const GROUPS: Record<UsageGroup, { id: string; named: string; name: string }> = {
  day: { id: 'day::text', named: '', name: 'NULL AS name, NULL AS masked' },
  key: {
    id: 'key_id',
    named: 'LEFT JOIN api_keys n ON n.id = used.id AND n.account_id = $1',
    name: 'n.name, n.masked',
  },
  person: {
    id: 'person_id',
    // Who has left has no name here: what became of them is no business of the account's.
    named: `LEFT JOIN memberships m ON m.person_id = used.id AND m.account_id = $1 LEFT JOIN people n ON n.id = m.person_id`,
    name: 'n.name, NULL AS masked',
  },
  connection: {
    id: 'connection_id',
    named: 'LEFT JOIN connections n ON n.id = used.id AND n.account_id = $1',
    name: 'n.name, NULL AS masked',
  },
};

/** $1 account, $2 first day, $3 day behind the last, $4 cursor, $5 how many. */
export const breakdowns = Object.fromEntries(
  Object.entries(GROUPS).map(([by, { id, named, name }]) => [
    by,
    statement(
      `usage.breakdown-by-${by}`,
      `WITH used AS (
         SELECT ${id} AS id, ${SUMS} FROM credit_usage
         WHERE account_id = $1 AND day >= $2::date AND day < $3::date AND ($4::text IS NULL OR ${id} COLLATE "C" < $4)
         GROUP BY 1 ORDER BY ${id} COLLATE "C" DESC LIMIT $5
       )
       SELECT used.*, ${name} FROM used ${named} ORDER BY used.id COLLATE "C" DESC`,
    ),
  ]),
) as Record<UsageGroup, Statement>;

/**
 * Batches that were made in a time and came to run, with all that they have used until now. $1 account, $2 and $3 the first id
 * in and behind that time, $4 cursor, $5 how many.
 */
export const breakdownByBatch = statement(
  'usage.breakdown-by-batch',
  `SELECT b.id, NULL AS name, NULL AS masked, r.compression_settled AS compression, r.ai_plan_settled + r.ai_topup_settled AS ai,
     b.succeeded, b.failed, NULL AS unchanged, greatest(0, b.bytes_in - b.bytes_out) AS bytes_saved
   FROM batches b JOIN reservations r ON r.batch_id = b.id
   WHERE b.account_id = $1 AND b.id >= $2 AND b.id < least($3, coalesce($4, $3)) ORDER BY b.id DESC LIMIT $5`,
);
