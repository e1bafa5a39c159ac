-- People with addresses of this domain sign in through OpenID Connect only. The operator says so, and nobody else.
ALTER TABLE accounts ADD COLUMN sso_domain text;
CREATE UNIQUE INDEX accounts_sso_domain_key ON accounts (sso_domain);
