-- An entry for what lapsed and turned out to have been granted by no plan: a change that was learned of after its period ended.
ALTER TABLE "credit_ledger" DROP CONSTRAINT "credit_ledger_words";
-- All rows kept the stricter rule, so none needs to be looked at.
ALTER TABLE "credit_ledger" ADD CONSTRAINT "credit_ledger_words" CHECK (
  bucket IN ('compression', 'ai', 'topup')
  AND entry IN ('reserve', 'settle', 'release', 'grant', 'reverse', 'reinstate',
    'allowance', 'raise', 'lower', 'carry', 'uncarry', 'lapse', 'unlapse', 'add', 'deduct')
  AND (amount > 0 OR amount = 0 AND entry IN ('allowance', 'raise', 'lower'))
  AND ((entry IN ('grant', 'reverse', 'reinstate', 'add', 'deduct')) = (reference IS NOT NULL))
  AND ((entry IN ('grant', 'reverse', 'reinstate')) = (topup IS NOT NULL))
  AND (topup IS NULL OR bucket = 'topup')
  AND (entry NOT IN ('allowance', 'raise', 'lower', 'carry', 'uncarry', 'lapse', 'unlapse', 'add', 'deduct') OR bucket <> 'topup')
  AND (entry NOT IN ('allowance', 'raise', 'lower') OR plan IS NOT NULL AND actor IS NOT NULL AND reason IS NOT NULL)
  AND (entry NOT IN ('add', 'deduct') OR actor IS NOT NULL AND reason IS NOT NULL)
) NOT VALID;
