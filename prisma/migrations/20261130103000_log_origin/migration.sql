-- Where an act came from, as far as it came by a request.
ALTER TABLE "account_log" ADD COLUMN "address" TEXT;
ALTER TABLE "account_log" ADD COLUMN "user_agent" TEXT;

-- `anybody` tried to sign in. All rows that are there satisfy this too, so they are not looked at.
ALTER TABLE "account_log" DROP CONSTRAINT "account_log_words",
  ADD CONSTRAINT "account_log_words" CHECK (actor_kind IN ('key', 'person', 'operator', 'anybody', 'service')) NOT VALID;
