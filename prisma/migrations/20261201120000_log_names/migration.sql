-- Who did something, as they were called then: a key that is deleted or rolled later still has its name in the log. Entries of
-- earlier versions, and of their processes that still run, have none; the views look those up.
ALTER TABLE "account_log"
  ADD COLUMN "actor_name" TEXT,
  ADD COLUMN "actor_email" TEXT,
  ADD COLUMN "actor_masked" TEXT;
