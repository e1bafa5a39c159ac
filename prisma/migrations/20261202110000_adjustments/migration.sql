-- The operator adds credits to a period's allowance or takes some of it, with a reason.

ALTER TABLE "credit_balances"
  -- Added to what this period grants, or below zero: taken of it.
  ADD COLUMN "compression_adjusted" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "ai_adjusted" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "credit_periods"
  ADD COLUMN "compression_adjusted" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "ai_adjusted" BIGINT NOT NULL DEFAULT 0;

ALTER TABLE "credit_ledger" DROP CONSTRAINT "credit_ledger_words";
-- All rows kept the stricter rule, so none needs to be looked at.
ALTER TABLE "credit_ledger" ADD CONSTRAINT "credit_ledger_words" CHECK (
  bucket IN ('compression', 'ai', 'topup')
  AND entry IN ('reserve', 'settle', 'release', 'grant', 'reverse', 'reinstate',
    'allowance', 'raise', 'lower', 'carry', 'uncarry', 'lapse', 'add', 'deduct')
  AND (amount > 0 OR amount = 0 AND entry IN ('allowance', 'raise', 'lower'))
  AND ((entry IN ('grant', 'reverse', 'reinstate', 'add', 'deduct')) = (reference IS NOT NULL))
  AND ((entry IN ('grant', 'reverse', 'reinstate')) = (topup IS NOT NULL))
  AND (topup IS NULL OR bucket = 'topup')
  AND (entry NOT IN ('allowance', 'raise', 'lower', 'carry', 'uncarry', 'lapse', 'add', 'deduct') OR bucket <> 'topup')
  AND (entry NOT IN ('allowance', 'raise', 'lower') OR plan IS NOT NULL AND actor IS NOT NULL AND reason IS NOT NULL)
  AND (entry NOT IN ('add', 'deduct') OR actor IS NOT NULL AND reason IS NOT NULL)
) NOT VALID;
