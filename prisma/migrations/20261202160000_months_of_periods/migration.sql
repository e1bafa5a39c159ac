-- The month a closed period was counted in, also when it was cut or went on to another end; null of those closed before.
ALTER TABLE "credit_periods" ADD COLUMN "month_start" TIMESTAMPTZ(3), ADD COLUMN "month_end" TIMESTAMPTZ(3);
