-- What suspended accounts have open is canceled. The timetable looks for it every 2 s, and both are few at any time.
CREATE INDEX "accounts_suspended" ON "accounts" (id) WHERE suspended_at IS NOT NULL;
CREATE INDEX "batches_open_of_account" ON "batches" (account_id) WHERE ended_at IS NULL;
