import { statement } from '../../database/database.service.js';

const PERSON = `p.id, p.name, p.email, p.email_verified AS verified, p.sign_outs AS "signOuts", c.password
  FROM people p LEFT JOIN credentials c ON c.person_id = p.id AND c.provider_id = 'credential'`;

export const personByEmail = statement('people.by-email', `SELECT ${PERSON} WHERE p.email = $1`);
export const personById = statement('people.by-id', `SELECT ${PERSON} WHERE p.id = $1`);

/** Waits for whoever is about to end all sessions. $1 person */
export const signOutsNow = statement(
  'people.sign-outs-now',
  'SELECT sign_outs AS "signOuts" FROM people WHERE id = $1 FOR SHARE',
);

/** Waits for a change of the password that is under way. $1 person */
export const passwordNow = statement(
  'people.password-now',
  `SELECT password FROM credentials WHERE person_id = $1 AND provider_id = 'credential' FOR SHARE`,
);

/** Nobody, or somebody who never proved the address. Finds nothing when it is proved. $1 id, $2 name, $3 e-mail address */
export const provePerson = statement(
  'people.prove',
  `INSERT INTO people AS known (id, name, email, email_verified) VALUES ($1, $2, $3, true)
   ON CONFLICT (email) DO UPDATE SET name = EXCLUDED.name, email_verified = true, updated_at = now()
     WHERE NOT known.email_verified
   RETURNING id`,
);

/** What somebody set who had not proved the address is worth nothing. $1 person */
export const deleteCredentials = statement('people.delete-credentials', 'DELETE FROM credentials WHERE person_id = $1');

/** $1 id, $2 person, $3 hash */
export const setPassword = statement(
  'people.set-password',
  `INSERT INTO credentials (id, person_id, provider_id, provider_account_id, password)
   VALUES ($1, $2, 'credential', $2, $3)
   ON CONFLICT (provider_id, provider_account_id) DO UPDATE SET password = EXCLUDED.password, updated_at = now()`,
);

/** Of several who knew the old one at the same moment, one finds it. $1 person, $2 hash of the old, $3 hash of the new */
export const replacePassword = statement(
  'people.replace-password',
  `UPDATE credentials SET password = $3, updated_at = now()
   WHERE person_id = $1 AND provider_id = 'credential' AND password = $2 RETURNING id`,
);
