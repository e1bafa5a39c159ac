import type { Mail } from '../../mail/mailer.service.js';

const IGNORE = 'If this was not you, leave it: without the link nothing happens.\n';

/** Proves that the address is theirs; the link holds for a day. */
export function verificationMail(to: string, publicUrl: string, token: string): Mail {
  const link = `${publicUrl}/api/auth/verify?token=${token}`;
  const text = `Open this link to finish signing up to Fluxbatch. It holds for 24 hours.\n\n${link}\n\n${IGNORE}`;
  return { to, subject: 'Your e-mail address', text };
}

/** The page behind the link asks for the new password and sends it with the token; it holds for an hour. */
export function passwordResetMail(to: string, publicUrl: string, token: string): Mail {
  const link = `${publicUrl}/reset-password?token=${token}`;
  const text = `Open this link to choose a new password for Fluxbatch. It holds for an hour.\n\n${link}\n\n${IGNORE}`;
  return { to, subject: 'A new password', text };
}

/** In place of an answer that would tell strangers who has signed up. */
export function alreadySignedUpMail(to: string, publicUrl: string): Mail {
  const text =
    'Somebody, probably you, tried to sign up to Fluxbatch with this address. It is signed up already.\n\n' +
    `Sign in, or ask for a new password:\n${publicUrl}\n`;
  return { to, subject: 'You have signed up already', text };
}
