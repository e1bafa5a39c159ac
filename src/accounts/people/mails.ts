import type { Mail } from '../../mail/mailer.service.js';
import { quoted } from '../../mail/quoted.js';

/*
 * Every mail of the service. Subjects are fixed. A stranger's text appears only as `quoted` leaves it, and the only links are our
 * own.
 */

const IGNORE = 'If this was not you, leave it: without the link nothing happens.\n';
const NOT_YOU = 'If this was not you, choose a new password at once:';

/** The page of the link asks for a name and a password. The link is valid for a day. */
export function signUpMail(to: string, publicUrl: string, token: string): Mail {
  const link = `${publicUrl}/sign-up/finish?token=${token}`;
  const text = `Open this link to finish signing up for Fluxbatch. It is valid for 24 hours.\n\n${link}\n\n${IGNORE}`;
  return { to, subject: 'Finish signing up for Fluxbatch', text };
}

/** The page behind the link asks for the new password and sends it with the token; it holds for an hour. */
export function passwordResetMail(to: string, publicUrl: string, token: string): Mail {
  const link = `${publicUrl}/reset-password?token=${token}`;
  const text = `Open this link to choose a new password for Fluxbatch. It holds for an hour.\n\n${link}\n\n${IGNORE}`;
  return { to, subject: 'Choose a new password for Fluxbatch', text };
}

/** In place of an answer that would tell strangers who has signed up. */
export function alreadySignedUpMail(to: string, publicUrl: string): Mail {
  const text =
    'Somebody, probably you, tried to sign up for Fluxbatch with this address. It is signed up already.\n\n' +
    `Sign in, or ask for a new password:\n${publicUrl}\n`;
  return { to, subject: 'You already have an account on Fluxbatch', text };
}

/** Only a person with this mail and the address can accept. */
export function invitationMail(to: string, publicUrl: string, token: string, account: string, days: number): Mail {
  const text =
    'Somebody asks you to work with them on Fluxbatch, a service that makes images smaller. The name they gave their account:\n\n' +
    `${quoted(account)}\n\n` +
    `To see who it is, and to accept or decline, open this link within ${days} days:\n${publicUrl}/invitation?token=${token}\n\n` +
    'If you do not know what this is about, ignore it: nothing happens.\n';
  return { to, subject: 'You are invited to an account on Fluxbatch', text };
}

/** `device` is one of our own names for devices. */
export function newSignInMail(to: string, publicUrl: string, device: string, address: string): Mail {
  const text =
    `Somebody signed in to Fluxbatch as you, on a device that was not used before: ${device}, from ${address}.\n\n` +
    `If this was you, all is well. ${NOT_YOU}\n${publicUrl}/forgot-password\n`;
  return { to, subject: 'New sign-in to Fluxbatch', text };
}

export function passwordChangedMail(to: string, publicUrl: string): Mail {
  const text = `Your password for Fluxbatch was changed. All other sessions have ended.\n\n${NOT_YOU}\n${publicUrl}/forgot-password\n`;
  return { to, subject: 'Your password for Fluxbatch was changed', text };
}

/** To each owner of the account. */
export function newKeyMail(to: string, publicUrl: string, account: string, key: string, masked: string): Mail {
  const text =
    `A new API key was made for the account ${quoted(account)} on Fluxbatch. It begins and ends as ${masked}, and its name is ` +
    `${quoted(key)}.\n\nIf no owner of the account did this, delete the key:\n${publicUrl}/keys\n`;
  return { to, subject: 'New API key on Fluxbatch', text };
}
