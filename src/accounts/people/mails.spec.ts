import type { Mail } from '../../mail/mailer.service.js';
import * as factorMails from '../factors/factor-mails.js';
import { MAIL_TOKENS } from './mail-tokens.service.js';
import * as mails from './mails.js';

const URL = 'https://images.example.com';
const to = 'ada@example.com';

const ALL: Record<string, Mail> = {
  signUpMail: mails.signUpMail(to, URL, 'token'),
  passwordResetMail: mails.passwordResetMail(to, URL, 'token'),
  alreadySignedUpMail: mails.alreadySignedUpMail(to, URL),
  invitationMail: mails.invitationMail(to, URL, 'token', 'You won', 7),
  newSignInMail: mails.newSignInMail(to, URL, 'Firefox on Linux', '192.0.2.1'),
  passwordChangedMail: mails.passwordChangedMail(to, URL),
  newKeyMail: mails.newKeyMail(to, URL, 'You won', 'You won', 'flx_live_…abcd'),
  secondFactorOnMail: factorMails.secondFactorOnMail(to, URL),
  secondFactorOffMail: factorMails.secondFactorOffMail(to, URL),
  newBackupCodesMail: factorMails.newBackupCodesMail(to, URL),
  backupCodeUsedMail: factorMails.backupCodeUsedMail(to, URL, 3),
  codesGuessedMail: factorMails.codesGuessedMail(to, URL),
  newPasskeyMail: factorMails.newPasskeyMail(to, URL, 'You won'),
  passkeyDeletedMail: factorMails.passkeyDeletedMail(to, URL, 'You won'),
  signInResetMail: factorMails.signInResetMail(to, URL, 'token'),
};

const NOT_YOU = 'If this was not you, choose a new password';
const TELL = `${NOT_YOU} and tell the operator of this server:`;
const CHOOSE = ['/forgot-password'];

/** What each must say; of its links the paths, in their order. */
const SAID: Record<string, { happened: string | string[]; next: string; links: string[] }> = {
  signUpMail: {
    happened: 'to finish signing up for Fluxbatch',
    next: 'If this was not you, leave it: without the link nothing happens.',
    links: ['/sign-up/finish?token=token'],
  },
  passwordResetMail: {
    happened: 'to choose a new password for Fluxbatch',
    next: 'If this was not you, leave it: without the link nothing happens.',
    links: ['/reset-password?token=token'],
  },
  alreadySignedUpMail: {
    happened: 'tried to sign up for Fluxbatch with this address. It is signed up already.',
    next: 'Sign in, or ask for a new password:',
    links: [''],
  },
  invitationMail: {
    happened: ['Somebody asks you to work with them on Fluxbatch', '“You won”'],
    next: 'If you do not know what this is about, ignore it: nothing happens.',
    links: ['/invitation?token=token'],
  },
  newSignInMail: {
    happened:
      'Somebody signed in to Fluxbatch as you, on a device that was not used before: Firefox on Linux, from 192.0.2.1.',
    next: `If this was you, all is well. ${NOT_YOU} at once:`,
    links: CHOOSE,
  },
  passwordChangedMail: {
    happened: 'Your password for Fluxbatch was changed. All other sessions have ended.',
    next: `${NOT_YOU} at once:`,
    links: CHOOSE,
  },
  newKeyMail: {
    happened: [
      'A new API key was made for the account “You won” on Fluxbatch.',
      'flx_live_…abcd, and its name is “You won”.',
    ],
    next: 'If no owner of the account did this, delete the key:',
    links: ['/keys'],
  },
  secondFactorOnMail: {
    happened: ['asks you for a code of your app when you sign in', 'All other sessions have ended.'],
    next: TELL,
    links: CHOOSE,
  },
  secondFactorOffMail: { happened: 'no longer asks you for a code when you sign in', next: TELL, links: CHOOSE },
  newBackupCodesMail: {
    happened: 'You have new backup codes for Fluxbatch. The old codes no longer work.',
    next: TELL,
    links: CHOOSE,
  },
  backupCodeUsedMail: {
    happened: 'One of your backup codes for Fluxbatch was used. You have 3 left.',
    next: TELL,
    links: CHOOSE,
  },
  codesGuessedMail: {
    happened: [
      'Many wrong codes were tried',
      'backup codes and passkeys do.',
      'The person trying them knows your password.',
    ],
    next: TELL,
    links: CHOOSE,
  },
  newPasskeyMail: {
    happened: 'A passkey was added to your sign-in on Fluxbatch. Its name: “You won”.',
    next: TELL,
    links: CHOOSE,
  },
  passkeyDeletedMail: {
    happened: 'A passkey of yours no longer works on Fluxbatch. Its name: “You won”.',
    next: TELL,
    links: CHOOSE,
  },
  signInResetMail: {
    happened: [
      'The operator of this server has reset your sign-in to Fluxbatch. Two-factor sign-in is off.',
      'Your backup codes and passkeys no longer work, and all sessions have ended.',
    ],
    next: 'If you did not ask for this, tell the operator.',
    links: ['/reset-password?token=token', '/forgot-password'],
  },
};

describe('mails', () => {
  it('are all looked at here', () => {
    const made = Object.keys({ ...mails, ...factorMails }).filter((name) => name.endsWith('Mail'));
    expect(Object.keys(ALL).sort()).toEqual(made.sort());
  });

  it('say in the subject what they are about and who writes, each in its own words and none in a stranger’s', () => {
    const subjects = Object.values(ALL).map(({ subject }) => subject);
    expect(subjects.filter((subject) => !subject.includes('Fluxbatch') || /You won/.test(subject))).toEqual([]);
    expect(new Set(subjects).size).toBe(subjects.length);
  });

  it('ask in the subject for what their link is needed for', () => {
    expect(ALL.signUpMail?.subject).toBe('Finish signing up for Fluxbatch');
    expect(ALL.passwordResetMail?.subject).toBe('Choose a new password for Fluxbatch');
  });

  it.each(Object.entries(SAID))('say what happened, and what to do next: %s', (name, { happened, next, links }) => {
    const { text } = ALL[name] as Mail;
    for (const words of [happened, next].flat()) expect(text).toContain(words);
    expect(text.match(/https?:\S+/g)).toEqual(links.map((path) => `${URL}${path}`));
  });

  it('have words that are looked at, all of them', () => {
    expect(Object.keys(SAID).sort()).toEqual(Object.keys(ALL).sort());
  });

  it('say of their links how long they hold', () => {
    const day = 24 * 3_600;
    expect(MAIL_TOKENS).toEqual({ 'sign-up': day, reset: 3_600 });
    expect(ALL.signUpMail?.text).toContain('It is valid for 24 hours.');
    for (const { text } of [ALL.passwordResetMail, ALL.signInResetMail] as Mail[])
      expect(text).toContain('It holds for an hour.');
    expect(ALL.invitationMail?.text).toContain('open this link within 7 days:');
  });

  it('send people of a domain with single sign-on to no password', () => {
    const { text } = factorMails.signInResetMail(to, URL, null);
    expect(text).toContain(`Sign in again:\n${URL}\n`);
    expect(text).not.toMatch(/password|token/);
  });
});
