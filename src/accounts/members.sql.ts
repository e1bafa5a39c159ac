import { statement } from '../database/database.service.js';

/**
 * Whatever changes where a person belongs, or how they prove who they are, begins with this, one at a time. Before the lock of an
 * account. $1 person.
 */
export const lockPerson = statement(
  'members.lock-person',
  'SELECT name, email, email_verified AS verified FROM people WHERE id = $1 FOR UPDATE',
);

export const readPerson = statement('members.read-person', 'SELECT id, name, email FROM people WHERE id = $1');

const OPEN = 'i.token_hash = $1 AND i.expires_at > now()';

/** $1 hash of the token */
export const readInvitation = statement(
  'members.read-invitation',
  `SELECT i.account_id, a.name AS account, i.email, i.role
   FROM invitations i JOIN accounts a ON a.id = i.account_id WHERE ${OPEN}`,
);

/** Finds nothing when it was called back, or accepted, meanwhile. $1 hash of the token */
export const takeInvitation = statement(
  'members.take-invitation',
  `DELETE FROM invitations i WHERE ${OPEN} RETURNING i.id`,
);

/** $1 account, $2 person, $3 role, $4 whether the account is the person's own */
export const insertMembership = statement(
  'members.insert',
  `INSERT INTO memberships (account_id, person_id, role, founded) VALUES ($1, $2, $3, $4)
   ON CONFLICT DO NOTHING RETURNING account_id`,
);

/** $1 person */
export const ownAccountOf = statement(
  'members.own-account',
  `SELECT account_id FROM memberships WHERE person_id = $1 AND founded AND role = 'owner' LIMIT 1`,
);

/** Accounts that were founded before the mark was there: the log of each begins with who made it. $1 person */
export const markFounded = statement(
  'members.mark-founded',
  `UPDATE memberships m SET founded = true
   WHERE m.person_id = $1 AND m.role = 'owner' AND NOT m.founded AND EXISTS (
     SELECT FROM account_log l WHERE l.account_id = m.account_id AND l.act = 'account.created'
       AND l.actor_kind = 'person' AND l.actor_id = m.person_id)
   RETURNING m.account_id`,
);

/** $1 person, $2 whether they came through OpenID Connect: the account they last signed in to, or else joined first. */
export const homeOf = statement(
  'members.home',
  `SELECT m.account_id FROM memberships m JOIN accounts a ON a.id = m.account_id
   LEFT JOIN LATERAL (SELECT max(created_at) AS at FROM sessions s
     WHERE s.person_id = m.person_id AND s.account_id = m.account_id) used ON true
   WHERE m.person_id = $1 AND ($2 OR a.sso_domain IS NULL) ORDER BY used.at DESC NULLS LAST, m.created_at, m.account_id LIMIT 1`,
);

/** $1 person, $2 account: what the guard needs to let a session act for it. */
export const readMembership = statement(
  'members.read',
  `SELECT m.role, a.plan, a.suspended_at IS NOT NULL AS suspended, EXISTS (
     SELECT FROM second_factors f WHERE f.person_id = m.person_id AND f.enabled_at IS NOT NULL) AS "secondFactor",
     a.sso_domain IS NOT NULL AS "accountDemandsOidc", a.requires_second_factor AS "accountDemandsSecondFactor",
     EXISTS (SELECT FROM accounts s WHERE s.sso_domain = split_part(p.email, '@', 2)) AS "personDemandsOidc"
   FROM memberships m JOIN accounts a ON a.id = m.account_id JOIN people p ON p.id = m.person_id WHERE m.person_id = $1 AND m.account_id = $2`,
);

/** $1 person */
export const accountsOf = statement(
  'members.accounts-of',
  `SELECT a.id, a.name, m.role, a.suspended_at IS NOT NULL AS suspended FROM memberships m JOIN accounts a ON a.id = m.account_id
   WHERE m.person_id = $1 ORDER BY m.created_at, a.id LIMIT 200`,
);

/** All of them. $1 person */
export const accountIdsOf = statement(
  'members.account-ids-of',
  'SELECT account_id AS "accountId" FROM memberships WHERE person_id = $1 ORDER BY account_id',
);

/** $1 session, $2 person, $3 account. Finds nothing when the person is no member of it, or it wants another way to sign in. */
export const switchAccount = statement(
  'members.switch-account',
  `UPDATE sessions s SET account_id = $3 FROM memberships m
   WHERE s.id = $1 AND s.person_id = $2 AND m.person_id = $2 AND m.account_id = $3
     AND (s.proved_by = 'oidc' OR NOT EXISTS (SELECT FROM accounts a WHERE a.id = $3 AND a.sso_domain IS NOT NULL))
   RETURNING s.id`,
);

/** $1 account. Its members change one after the other, so that it never loses its last owner. */
export const lockAccount = statement('members.lock-account', 'SELECT name FROM accounts WHERE id = $1 FOR UPDATE');

export const countMembers = statement(
  'members.count',
  `SELECT (SELECT count(*) FROM memberships WHERE account_id = $1)
        + (SELECT count(*) FROM invitations WHERE account_id = $1) AS count`,
);

/**
 * Again invited: the newer role, a new time and another token, so the one of the older mail is dead.
 * $1 id, $2 account, $3 e-mail, $4 role, $5 days, $6 hash of the token.
 */
export const insertInvitation = statement(
  'members.insert-invitation',
  `INSERT INTO invitations (id, account_id, email, role, expires_at, token_hash)
   VALUES ($1, $2, $3, $4, now() + make_interval(days => $5), $6)
   ON CONFLICT (account_id, email) DO UPDATE
     SET role = EXCLUDED.role, expires_at = EXCLUDED.expires_at, token_hash = EXCLUDED.token_hash
   RETURNING id, expires_at`,
);

/** $1 account */
export const listMembers = statement(
  'members.list',
  `SELECT p.id, p.name, p.email, m.role, m.created_at AS at, NULL::timestamptz AS expires_at
   FROM memberships m JOIN people p ON p.id = m.person_id WHERE m.account_id = $1
   UNION ALL
   SELECT id, NULL, email, role, created_at, expires_at FROM invitations WHERE account_id = $1 AND expires_at > now()
   ORDER BY at, id`,
);

export const memberByEmail = statement(
  'members.by-email',
  `SELECT p.id FROM memberships m JOIN people p ON p.id = m.person_id WHERE m.account_id = $1 AND p.email = $2`,
);

/** $1 account, $2 person or invitation, $3 role */
export const changeMemberRole = statement(
  'members.change-role',
  `UPDATE memberships m SET role = $3 FROM people p
   WHERE m.account_id = $1 AND m.person_id = $2 AND p.id = m.person_id RETURNING p.email`,
);

/** Their sessions in it end with the row. $1 account, $2 person */
export const deleteMembership = statement(
  'members.delete',
  `DELETE FROM memberships m USING people p
   WHERE m.account_id = $1 AND m.person_id = $2 AND p.id = m.person_id RETURNING p.email`,
);

export const deleteInvitation = statement(
  'members.delete-invitation',
  'DELETE FROM invitations WHERE account_id = $1 AND id = $2 RETURNING email',
);

export const countOwners = statement(
  'members.count-owners',
  `SELECT count(*) AS count FROM memberships WHERE account_id = $1 AND role = 'owner'`,
);

/** $1 account: whom to tell of what was done to it. */
export const ownersOf = statement(
  'members.owners-of',
  `SELECT p.email, a.name AS account FROM memberships m JOIN people p ON p.id = m.person_id
   JOIN accounts a ON a.id = m.account_id WHERE m.account_id = $1 AND m.role = 'owner' AND p.email_verified`,
);
