-- People work in the account only in sessions that were begun with a second factor. Its owners say so.
ALTER TABLE accounts ADD COLUMN requires_second_factor boolean NOT NULL DEFAULT false;
