-- The account that somebody was given as their own, when they first signed in. Marked at the next sign-in for those who were
-- there before, and for those that an older process signs up meanwhile.
ALTER TABLE memberships ADD COLUMN founded boolean NOT NULL DEFAULT false;

-- Only who holds the token of the mail accepts. Invitations that are open already have none: they are sent again.
ALTER TABLE invitations ADD COLUMN token_hash text;
CREATE UNIQUE INDEX invitations_token_hash_key ON invitations (token_hash);

-- All tokens of a person, or of an address, end together.
CREATE INDEX verifications_value_idx ON verifications USING hash (value);

-- Right to a minute.
ALTER TABLE sessions ADD COLUMN last_used_at timestamptz(3);
