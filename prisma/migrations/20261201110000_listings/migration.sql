-- Batches that wait to be listed, account by account: whose turn it is, is looked up in it for each listing.
CREATE INDEX "batches_to_list" ON "batches" (account_id, expand_lease_until NULLS FIRST, id) WHERE status = 'expanding' AND ends_as IS NULL;
