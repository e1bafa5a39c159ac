-- How a session was begun, and when it was confirmed last. Null: by an older process, with a password.
ALTER TABLE sessions ADD COLUMN proved_by text;
ALTER TABLE sessions ADD COLUMN second_factor boolean NOT NULL DEFAULT false;
ALTER TABLE sessions ADD COLUMN confirmed_at timestamptz(3);

CREATE TABLE second_factors (
  person_id     text PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE ON UPDATE CASCADE,
  sealed_secret text NOT NULL,
  enabled_at    timestamptz(3),
  -- The newest step of time whose code was used: no code works twice.
  last_step     bigint NOT NULL DEFAULT 0,
  -- Codes that were tried within a day and were wrong.
  tried_at      timestamptz(3)[] DEFAULT '{}',
  created_at    timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE backup_codes (
  person_id text NOT NULL REFERENCES second_factors (person_id) ON DELETE CASCADE ON UPDATE CASCADE,
  hash      text NOT NULL,
  PRIMARY KEY (person_id, hash)
);

CREATE TABLE passkeys (
  id            text PRIMARY KEY,
  person_id     text NOT NULL REFERENCES people (id) ON DELETE CASCADE ON UPDATE CASCADE,
  credential_id text NOT NULL UNIQUE,
  public_key    text NOT NULL,
  counter       bigint NOT NULL,
  transports    text[],
  name          text NOT NULL,
  created_at    timestamptz(3) NOT NULL DEFAULT now(),
  last_used_at  timestamptz(3)
);
CREATE INDEX passkeys_person_id_idx ON passkeys (person_id);

-- What a browser has begun and not finished: the first of two factors, a passkey's challenge, a way to another provider.
CREATE TABLE sign_in_steps (
  id         text PRIMARY KEY,
  token_hash text NOT NULL UNIQUE,
  kind       text NOT NULL,
  person_id  text REFERENCES people (id) ON DELETE CASCADE ON UPDATE CASCADE,
  details    json NOT NULL,
  tries      smallint NOT NULL DEFAULT 0,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX sign_in_steps_person_id_idx ON sign_in_steps (person_id);
CREATE INDEX sign_in_steps_expires_at_idx ON sign_in_steps (expires_at);
