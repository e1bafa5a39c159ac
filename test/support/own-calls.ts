/** What a person may do about themselves in a session that may not work in its account. */
export const OWN_CALLS = [
  'POST /api/account/leave',
  'POST /api/account/switch',
  'GET /api/auth/accounts',
  'DELETE /api/auth/sessions',
  'DELETE /api/auth/sessions/{id}',
  'GET /api/auth/sessions',
  'POST /api/auth/change-password',
  'POST /api/auth/sign-out-everywhere',
  'GET /api/auth/factors',
  'POST /api/auth/confirm',
  'POST /api/auth/two-factor/enable',
  'POST /api/auth/two-factor/verify',
  'POST /api/auth/two-factor/disable',
  'POST /api/auth/two-factor/backup-codes',
  'GET /api/auth/passkeys',
  'POST /api/auth/passkeys',
  'DELETE /api/auth/passkeys/{id}',
  'POST /api/auth/passkeys/options',
  'POST /api/auth/passkeys/confirm',
  'POST /api/auth/passkeys/confirm/options',
];

const FOR_ANYBODY =
  /^\/health\/|^\/metrics$|^\/api\/auth\/(sign-(up|in|out)$|sign-in\/|passkeys\/sign-in|verif|password|invitation|methods|oidc)|^\/api\/webhooks\/events$|^\/api\/stripe\/webhook$/;

/** Whether a path is neither the operator's nor open to anybody. */
export function isOfAccount(path: string): boolean {
  return !path.startsWith('/api/admin') && !FOR_ANYBODY.test(path);
}
