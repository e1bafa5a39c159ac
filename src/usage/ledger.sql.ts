import { statement } from '../database/database.service.js';
import type { LedgerBucket, LedgerEntryKind } from '../credits/ledger-words.js';

/** An entry with what is left of its bucket behind it. */
export interface LedgerRow {
  id: number;
  entry: LedgerEntryKind;
  bucket: LedgerBucket;
  amount: number;
  period_no: number;
  batch_id: string | null;
  reference: string | null;
  plan: string | null;
  credit_limit: number | null;
  actor: string | null;
  reason: string | null;
  created_at: Date;
  /** What the entry adds to what is left; below zero: takes of it. */
  change: number;
  remaining: number;
  unlimited: boolean;
}

/** What is left of one bucket in front of some entries. Of top-ups `period` is -1: they belong to none. */
export interface OpeningRow {
  bucket: LedgerBucket;
  period: number;
  remaining: number;
  unlimited: boolean;
}

/** An allowance lasts for its period; top-ups for ever. */
const PERIOD = `CASE bucket WHEN 'topup' THEN -1 ELSE period_no END`;
/** What is used was taken when it was held. */
const CHANGE = `CASE WHEN entry IN ('allowance', 'raise', 'add', 'uncarry', 'unlapse', 'release', 'grant', 'reinstate') THEN amount
    WHEN entry = 'settle' THEN 0 ELSE -amount END`;
const SETS_LIMIT = `entry IN ('allowance', 'raise', 'lower')`;

/** SQL: what is left of each bucket by the rows of `from` (a FROM with its WHERE). */
const openingOf = (from: string) => `
  SELECT bucket, ${PERIOD} AS period, sum(${CHANGE})::bigint AS remaining,
    coalesce((array_agg(credit_limit IS NULL ORDER BY id DESC) FILTER (WHERE ${SETS_LIMIT}))[1], false) AS unlimited
  FROM ${from} GROUP BY 1, 2`;

/**
 * SQL: CTEs that end in `balanced`: each entry of `entries` with what is left behind it, by what was left in front of them (`opening`).
 * Whether a bucket is unlimited says the last entry that set its limit.
 */
const BALANCED = `
  summands AS (
    SELECT 0::bigint AS id, bucket, period, remaining AS change, true AS sets, unlimited FROM opening
    UNION ALL
    SELECT id, bucket, ${PERIOD}, ${CHANGE}, ${SETS_LIMIT}, ${SETS_LIMIT} AND credit_limit IS NULL FROM entries
  ),
  summed AS (
    SELECT *, sum(change) OVER so_far AS remaining_then, count(*) FILTER (WHERE sets) OVER so_far AS stretch
    FROM summands WINDOW so_far AS (PARTITION BY bucket, period ORDER BY id)
  ),
  balanced AS (
    SELECT id, change, remaining_then::bigint AS remaining,
      first_value(unlimited) OVER (PARTITION BY bucket, period, stretch ORDER BY id) AS unlimited
    FROM summed
  )`;

const WITHIN = (row: string) => `($2::text[] IS NULL OR ${row}.bucket = ANY($2))
      AND ($3::timestamptz IS NULL OR ${row}.created_at >= $3) AND ($4::timestamptz IS NULL OR ${row}.created_at < $4)`;

/**
 * A page, newest first. Entries of an account have their ids under the lock of its balance, so nothing comes in between later.
 * $1 account, $2 buckets, $3 from, $4 to, $5 cursor, $6 how many.
 */
export const listEntries = statement(
  'usage.list-ledger',
  `
  WITH page AS (
    SELECT * FROM credit_ledger l WHERE account_id = $1 AND ${WITHIN('l')} AND ($5::bigint IS NULL OR id < $5)
    ORDER BY id DESC LIMIT $6
  ),
  span AS (SELECT min(id) AS first, max(id) AS last FROM page),
  opening AS (${openingOf(`credit_ledger WHERE account_id = $1 AND id < (SELECT first FROM span)
      AND (bucket, ${PERIOD}) IN (SELECT bucket, ${PERIOD} FROM page)`)}
  ),
  entries AS (
    SELECT * FROM credit_ledger WHERE account_id = $1 AND id BETWEEN (SELECT first FROM span) AND (SELECT last FROM span)
  ),
  ${BALANCED}
  SELECT page.*, balanced.change, balanced.remaining, balanced.unlimited
  FROM page JOIN balanced ON balanced.id = page.id ORDER BY page.id DESC`,
);

/** Which entries an export goes over, from the first that is asked for to the last there is now. $1 account, $2 from, $3 to. */
export const readSpan = statement(
  'usage.read-ledger-span',
  `SELECT min(id) FILTER (WHERE $2::timestamptz IS NULL OR created_at >= $2) AS first,
     max(id) FILTER (WHERE $3::timestamptz IS NULL OR created_at < $3) AS last
   FROM credit_ledger WHERE account_id = $1`,
);

/** $1 account, $2 an entry: what was left in front of it. */
export const readOpening = statement(
  'usage.read-ledger-opening',
  openingOf('credit_ledger WHERE account_id = $1 AND id < $2'),
);

/**
 * The next entries of an export, oldest first, all of them: those that were not asked for (`asked`) have a part in what is left too.
 * $1 account, $2 buckets, $3 from, $4 to, $5 the first, $6 the last of the export, $7 what is left in front of them (`OpeningRow[]`
 * as JSON), $8 how many.
 */
export const nextEntries = statement(
  'usage.next-ledger',
  `
  WITH opening AS (
    SELECT * FROM jsonb_to_recordset($7::jsonb) AS given(bucket text, period int, remaining bigint, unlimited boolean)
  ),
  entries AS (
    SELECT * FROM credit_ledger WHERE account_id = $1 AND id BETWEEN $5 AND $6 ORDER BY id LIMIT $8
  ),
  ${BALANCED}
  SELECT entries.*, ${WITHIN('entries')} AS asked, balanced.change, balanced.remaining, balanced.unlimited
  FROM entries JOIN balanced ON balanced.id = entries.id ORDER BY entries.id`,
);
