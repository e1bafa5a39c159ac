import type { Mail } from '../../mail/mailer.service.js';
import { quoted } from '../../mail/quoted.js';

/* Mails about how a person signs in. As with all others, subjects are fixed and the only links are our own. */

const NOT_YOU = 'If this was not you, choose a new password and tell the operator of this server:';
const after = (publicUrl: string) => `${NOT_YOU}\n${publicUrl}/forgot-password\n`;

export function secondFactorOnMail(to: string, publicUrl: string): Mail {
  const text = `From now on Fluxbatch asks you for a code of your app when you sign in. All other sessions have ended.\n\n${after(publicUrl)}`;
  return { to, subject: 'Two-factor sign-in to Fluxbatch is on', text };
}

export function secondFactorOffMail(to: string, publicUrl: string): Mail {
  const text = `From now on Fluxbatch no longer asks you for a code when you sign in.\n\n${after(publicUrl)}`;
  return { to, subject: 'Two-factor sign-in to Fluxbatch is off', text };
}

export function newBackupCodesMail(to: string, publicUrl: string): Mail {
  const text = `You have new backup codes for Fluxbatch. The old codes no longer work.\n\n${after(publicUrl)}`;
  return { to, subject: 'New backup codes for Fluxbatch', text };
}

export function backupCodeUsedMail(to: string, publicUrl: string, left: number): Mail {
  const text = `One of your backup codes for Fluxbatch was used. You have ${left} left.\n\n${after(publicUrl)}`;
  return { to, subject: 'A backup code for Fluxbatch was used', text };
}

/** Only a caller with the right password is asked for a code. */
export function codesGuessedMail(to: string, publicUrl: string): Mail {
  const text =
    'Many wrong codes were tried with your address on Fluxbatch today. Codes of your app do not work until tomorrow; ' +
    `backup codes and passkeys do. The person trying them knows your password.\n\n${after(publicUrl)}`;
  return { to, subject: 'Somebody is guessing your codes for Fluxbatch', text };
}

export function newPasskeyMail(to: string, publicUrl: string, name: string): Mail {
  const text = `A passkey was added to your sign-in on Fluxbatch. Its name: ${quoted(name)}.\n\n${after(publicUrl)}`;
  return { to, subject: 'New passkey for Fluxbatch', text };
}

export function passkeyDeletedMail(to: string, publicUrl: string, name: string): Mail {
  const text = `A passkey of yours no longer works on Fluxbatch. Its name: ${quoted(name)}.\n\n${after(publicUrl)}`;
  return { to, subject: 'A passkey for Fluxbatch was deleted', text };
}

/** The operator did it. Without a token the person signs in at their provider. */
export function signInResetMail(to: string, publicUrl: string, token: string | null): Mail {
  const next = token
    ? `Open this link to choose a new password. It holds for an hour.\n\n${publicUrl}/reset-password?token=${token}\n\n` +
      `If the link is too old, ask for another:\n${publicUrl}/forgot-password\n`
    : `Sign in again:\n${publicUrl}\n`;
  const text =
    'The operator of this server has reset your sign-in to Fluxbatch. Two-factor sign-in is off. Your backup codes and passkeys no ' +
    'longer work, and all sessions have ended. If you did not ask for this, tell the operator.\n\n' +
    next;
  return { to, subject: 'Your sign-in to Fluxbatch was reset', text };
}
