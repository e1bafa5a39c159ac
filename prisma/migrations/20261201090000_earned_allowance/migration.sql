-- An allowance is earned with time: when plan or anchor change inside a period, what the period granted until then is its
-- limit times the share that has passed, and what was used beyond is carried into what follows.

ALTER TABLE "credit_balances"
  -- What the plan in force gives for a whole period; null is unlimited.
  ADD COLUMN "compression_monthly" BIGINT,
  ADD COLUMN "ai_monthly" BIGINT,
  -- Since when that plan counts in this period; null is the period's start.
  ADD COLUMN "segment_start" TIMESTAMPTZ(3),
  -- What the plans before it earned in this period. The limit is this and the rest of the period on the plan in force.
  -- Kept with its fraction, so that many changes do not add up to more than the time.
  ADD COLUMN "compression_earned" DECIMAL(30,12) NOT NULL DEFAULT 0,
  ADD COLUMN "ai_earned" DECIMAL(30,12) NOT NULL DEFAULT 0,
  -- What was used beyond earlier allowances. This period's allowance pays it first.
  ADD COLUMN "compression_carried" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "ai_carried" BIGINT NOT NULL DEFAULT 0,
  -- A period that begins before this is paid; null for plans that nobody sells.
  ADD COLUMN "paid_until" TIMESTAMPTZ(3);
ALTER TABLE "credit_balances" ADD CONSTRAINT "credit_balances_earned_not_negative" CHECK (
  compression_monthly >= 0 AND ai_monthly >= 0 AND compression_earned >= 0 AND ai_earned >= 0
  AND compression_carried >= 0 AND ai_carried >= 0 AND (segment_start IS NULL OR segment_start < period_end)) NOT VALID;

ALTER TABLE "credit_periods"
  ADD COLUMN "compression_carried" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "ai_carried" BIGINT NOT NULL DEFAULT 0,
  -- Granted, and neither used nor held when the period ended, or given back afterwards.
  ADD COLUMN "compression_lapsed" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "ai_lapsed" BIGINT NOT NULL DEFAULT 0;

-- Entries for allowances say what they follow from.
ALTER TABLE "credit_ledger"
  ADD COLUMN "plan" TEXT,
  ADD COLUMN "credit_limit" BIGINT,
  ADD COLUMN "actor" TEXT,
  ADD COLUMN "reason" TEXT;
ALTER TABLE "credit_ledger" DROP CONSTRAINT "credit_ledger_words";
-- All rows kept the stricter rule, so none needs to be looked at.
ALTER TABLE "credit_ledger" ADD CONSTRAINT "credit_ledger_words" CHECK (
  bucket IN ('compression', 'ai', 'topup')
  AND entry IN ('reserve', 'settle', 'release', 'grant', 'reverse', 'reinstate',
    'allowance', 'raise', 'lower', 'carry', 'uncarry', 'lapse')
  AND (amount > 0 OR amount = 0 AND entry IN ('allowance', 'raise', 'lower'))
  AND ((entry IN ('grant', 'reverse', 'reinstate')) = (reference IS NOT NULL)) AND ((reference IS NULL) = (topup IS NULL))
  AND (reference IS NULL OR bucket = 'topup')
  AND (entry NOT IN ('allowance', 'raise', 'lower', 'carry', 'uncarry', 'lapse') OR bucket <> 'topup')
  AND (entry NOT IN ('allowance', 'raise', 'lower') OR plan IS NOT NULL AND actor IS NOT NULL AND reason IS NOT NULL)
) NOT VALID;
CREATE TRIGGER "credit_ledger_not_emptied" BEFORE TRUNCATE ON "credit_ledger"
  FOR EACH STATEMENT EXECUTE FUNCTION credit_ledger_refuse_change();

-- Accounts as they are. A period in which more was used than its limit (a downgrade under the rule before) has granted
-- what was used: nothing is owed afterwards for what was allowed then.
UPDATE "credit_balances" SET compression_monthly = compression_limit, ai_monthly = ai_limit;
UPDATE "credit_balances" SET compression_earned = compression_used - compression_limit, compression_limit = compression_used
  WHERE compression_used > compression_limit;
UPDATE "credit_balances" SET ai_earned = ai_used - ai_limit, ai_limit = ai_used WHERE ai_used > ai_limit;
INSERT INTO "credit_ledger" (account_id, entry, bucket, amount, period_no, plan, credit_limit, actor, reason)
  SELECT account_id, 'allowance', bucket, coalesce(credit_limit, 0), period_no, plan, credit_limit, 'service', 'upgrade'
  FROM "credit_balances", LATERAL (VALUES ('compression', compression_limit), ('ai', ai_limit)) AS part(bucket, credit_limit);
UPDATE "credit_periods" SET compression_lapsed = greatest(0, compression_limit - compression_used - compression_reserved)
  WHERE compression_limit > compression_used + compression_reserved;
UPDATE "credit_periods" SET ai_lapsed = greatest(0, ai_limit - ai_used - ai_reserved)
  WHERE ai_limit > ai_used + ai_reserved;
