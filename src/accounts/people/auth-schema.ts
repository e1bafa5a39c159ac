import { z } from 'zod';
import { plainText } from '../../common/http/validation.js';
import { emailAddress } from '../members.service.js';
import { MAX_PASSWORD, MIN_PASSWORD } from './password-rules.js';

const password = z.string().min(1).max(MAX_PASSWORD);
const freshPassword = z.string().min(MIN_PASSWORD).max(MAX_PASSWORD);
const token = plainText(1_000);

/** `POST /api/auth/sign-up`, `POST /api/auth/verification-mail`, `POST /api/auth/password-reset` */
export const mailWanted = z.strictObject({ email: emailAddress });
export type MailWanted = z.infer<typeof mailWanted>;

/** `POST /api/auth/verify` */
export const finishedSignUp = z.strictObject({ token, name: plainText(100), newPassword: freshPassword });
export type FinishedSignUp = z.infer<typeof finishedSignUp>;

/** `POST /api/auth/sign-in`; without `remember` the session ends with the browser, or after a day. */
export const signIn = z.strictObject({ email: emailAddress, password, remember: z.boolean().default(true) });
export type SignIn = z.infer<typeof signIn>;

/** `POST /api/auth/invitation`, `POST /api/account/invitations/accept` */
export const invitationToken = z.strictObject({ token });
export type InvitationToken = z.infer<typeof invitationToken>;

/** `POST /api/auth/password` */
export const newPassword = z.strictObject({ token, newPassword: freshPassword });
export type NewPassword = z.infer<typeof newPassword>;

/** `POST /api/auth/change-password` */
export const passwordChange = z.strictObject({ currentPassword: password, newPassword: freshPassword });
export type PasswordChange = z.infer<typeof passwordChange>;
