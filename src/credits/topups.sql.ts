import { statement } from '../database/database.service.js';

/**
 * New values of the top-up columns of a balance row `b`, from what the account owns (balance less debt) and what its
 * batches hold. Credits taken back after they were spent leave a debt; whatever comes in or comes free pays it first,
 * so while there is debt nothing is free to spend. Stating it as one rule makes the order of events not matter.
 * @param owned SQL added to what is owned
 * @param held SQL added to what is held
 */
export function topupColumns(owned: string, held: string): string {
  const ownedNow = `(b.topup_balance - b.topup_debt + (${owned}))`;
  const heldNow = `(b.topup_reserved + (${held}))`;
  return `topup_reserved = ${heldNow}, topup_balance = greatest(${ownedNow}, ${heldNow}),
      topup_debt = greatest(0, ${heldNow} - ${ownedNow})`;
}

/** What a top-up entry changed; no row when its reference was entered before. */
export interface TopupEntry {
  amount: number;
  /** Free to spend before and afterwards. */
  free_before: number;
  free: number;
  /** The account wants to be told when fewer are free. */
  low_topups: number | null;
  seq: number;
}

/** A statement of its own in front of the entries below: they see what was committed while it waited. $1 account. */
export const lockBalance = statement(
  'credits.lock-balance',
  'SELECT period_no FROM credit_balances WHERE account_id = $1 FOR NO KEY UPDATE',
);

/** $1 account, $2 entry, $3 reference. */
export const readTopupEntry = statement(
  'credits.read-topup-entry',
  'SELECT amount FROM credit_ledger WHERE account_id = $1 AND entry = $2 AND reference = $3',
);

/** $1 account, $2 AI credits, $3 reference. */
export const grantTopup = enter('credits.grant-topup', '+', `SELECT 'grant', $2::bigint, $3, $3`);

/** Takes back at most what is left of a grant. $1 account, $2 AI credits, $3 reference, $4 the grant's reference. */
export const reverseTopup = enter(
  'credits.reverse-topup',
  '-',
  `SELECT 'reverse', least($2::bigint, left_of_it), $3, $4
   FROM (SELECT coalesce(sum(CASE entry WHEN 'reverse' THEN -amount ELSE amount END), 0)::bigint AS left_of_it
         FROM credit_ledger WHERE account_id = $1 AND topup = $4) AS topup
   WHERE left_of_it > 0`,
);

/** Gives back what a reversal took. $1 account, $2 the reversal's reference. */
export const reinstateTopup = enter(
  'credits.reinstate-topup',
  '+',
  `SELECT 'reinstate', amount, reference, topup FROM credit_ledger
   WHERE account_id = $1 AND entry = 'reverse' AND reference = $2`,
);

/**
 * What a payment's entries have taken back of its grant, and how many entries there are. Entries of the operator's for the
 * same grant are none of the payment's. $1 account, $2 the grant's reference, $4 and $5 references of what the payment's provider took.
 */
const TAKEN_SO_FAR = `
  SELECT coalesce(sum(CASE entry WHEN 'reverse' THEN amount WHEN 'reinstate' THEN -amount ELSE 0 END)
      FILTER (WHERE reference = ANY($4::text[] || $5::text[]) OR starts_with(reference, $2::text || '/')), 0)::bigint AS taken,
    coalesce(sum(CASE entry WHEN 'reverse' THEN -amount ELSE amount END), 0)::bigint AS left_of_it, count(*) AS entries
  FROM credit_ledger WHERE account_id = $1 AND topup = $2::text`;

/** A name for an entry: that of the refund or dispute that none bears yet, or one with a number. */
const nameOf = (entry: 'reverse' | 'reinstate', candidates: string) => `coalesce(
    (SELECT known.id FROM unnest(${candidates}::text[]) WITH ORDINALITY AS known(id, place)
     WHERE NOT EXISTS (SELECT FROM credit_ledger WHERE account_id = $1 AND entry = '${entry}' AND reference = known.id)
     ORDER BY place LIMIT 1), $2::text || '/' || entries::text)`;

/**
 * Takes back what is missing until $3 credits of a grant are taken; at most what is left of it. $1 account, $2 the grant's
 * reference, $3 credits, $4 ids of refunds and disputes that have the money, $5 of those whose money came back.
 */
export const takeBackUpTo = enter(
  'credits.take-back-up-to',
  '-',
  `SELECT 'reverse', least($3::bigint - taken, left_of_it), ${nameOf('reverse', '$4')}, $2::text
   FROM (${TAKEN_SO_FAR}) AS so_far WHERE taken < $3::bigint AND left_of_it > 0`,
);

/** Gives back what is too much until only $3 credits of a grant are taken. Values as above. */
export const giveBackDownTo = enter(
  'credits.give-back-down-to',
  '+',
  `SELECT 'reinstate', taken - $3::bigint, ${nameOf('reinstate', '$5')}, $2::text
   FROM (${TAKEN_SO_FAR}) AS so_far WHERE taken > $3::bigint`,
);

function enter(name: string, sign: '+' | '-', entries: string) {
  return statement(
    name,
    `
    WITH wanted(entry, amount, reference, topup) AS (${entries}),
    entered AS (
      INSERT INTO credit_ledger (account_id, entry, bucket, amount, period_no, reference, topup)
      SELECT b.account_id, w.entry, 'topup', w.amount, b.period_no, w.reference, w.topup
      FROM wanted w, credit_balances b WHERE b.account_id = $1
      ON CONFLICT (account_id, entry, reference) WHERE reference IS NOT NULL DO NOTHING
      RETURNING account_id, amount
    )
    UPDATE credit_balances b SET ${topupColumns(`${sign} entered.amount`, '0')}, seq = b.seq + 1
    FROM entered WHERE b.account_id = entered.account_id
    RETURNING entered.amount, b.topup_balance - b.topup_reserved AS free, b.low_topups, b.seq,
      -- what is owned changed by the amount, and what is held did not
      greatest(0, b.topup_balance - b.topup_debt - b.topup_reserved - (${sign} entered.amount)) AS free_before`,
  );
}
