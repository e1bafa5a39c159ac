import type { Mail } from '../../mail/mailer.service.js';
import * as factorMails from '../factors/factor-mails.js';
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

  it('say where to go next', () => {
    expect(Object.values(ALL).filter(({ text }) => !text.includes(URL))).toEqual([]);
  });
});
