import { statement } from '../../database/database.service.js';

const PERSON = `SELECT p.id, p.name, p.email, p.email_verified AS verified, p.sign_outs AS "signOuts", own.password FROM people p
  LEFT JOIN credentials own ON own.person_id = p.id AND own.provider_id = 'credential'`;

/** $1 issuer and subject: whom the provider's person was linked with. */
export const personBySubject = statement(
  'oidc.person-by-subject',
  `${PERSON} JOIN credentials c ON c.person_id = p.id AND c.provider_id = 'oidc' AND c.provider_account_id = $1`,
);

/** $1 person, $2 issuer: a person is linked with one of a provider's. */
export const subjectOf = statement(
  'oidc.subject-of',
  `SELECT provider_account_id FROM credentials
   WHERE person_id = $1 AND provider_id = 'oidc' AND starts_with(provider_account_id, $2 || ' ')`,
);

/** $1 id, $2 person, $3 issuer and subject */
export const linkSubject = statement(
  'oidc.link',
  `INSERT INTO credentials (id, person_id, provider_id, provider_account_id) VALUES ($1, $2, 'oidc', $3)
   ON CONFLICT DO NOTHING RETURNING id`,
);

/** $1 person */
export const deleteSubjectsOf = statement(
  'oidc.delete-subjects-of',
  "DELETE FROM credentials WHERE person_id = $1 AND provider_id = 'oidc'",
);

/** $1 domain, lower case */
export const accountOfDomain = statement('sso.account-of-domain', 'SELECT id FROM accounts WHERE sso_domain = $1');

/** Finds nothing when it is so already. $1 account, $2 domain or null */
export const setSsoDomain = statement(
  'sso.set-domain',
  'UPDATE accounts SET sso_domain = $2 WHERE id = $1 AND sso_domain IS DISTINCT FROM $2 RETURNING id',
);

/** Sessions that were begun in another way: of the account, and of all people of the domain. $1 account, $2 domain */
export const endOtherWays = statement(
  'sso.end-other-ways',
  `DELETE FROM sessions s USING people p WHERE p.id = s.person_id AND s.proved_by IS DISTINCT FROM 'oidc'
   AND (s.account_id = $1 OR split_part(p.email, '@', 2) = $2)`,
);
