-- What an account wants to be told of: percents of its allowances, and when its top-ups run low.

ALTER TABLE "credit_balances"
  ADD COLUMN "alert_percents" SMALLINT[] DEFAULT '{80,100}',
  -- Told when fewer top-up credits than this are free; null is never.
  ADD COLUMN "low_topups" BIGINT;
ALTER TABLE "credit_balances" ADD CONSTRAINT "credit_balances_alerts" CHECK (
  alert_percents IS NOT NULL AND cardinality(alert_percents) BETWEEN 1 AND 10 AND 1 <= ALL (alert_percents) AND 100 >= ALL (alert_percents)
  AND low_topups > 0) NOT VALID;
