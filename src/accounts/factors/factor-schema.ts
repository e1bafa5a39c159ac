import { z } from 'zod';
import { plainText } from '../../common/http/validation.js';
import { MAX_PASSWORD } from '../people/password-rules.js';

const password = z.string().min(1).max(MAX_PASSWORD);
const code = plainText(40);

/** `POST /api/auth/confirm`: one of the two. */
export const confirmation = z
  .strictObject({ password: password.optional(), code: code.optional() })
  .refine(({ password, code }) => (password === undefined) !== (code === undefined), 'expected password or code');
export type Confirmation = z.infer<typeof confirmation>;

/** `POST /api/auth/two-factor/enable`, `…/disable`, `…/backup-codes`; without a password only for people who have none. */
export const ownPassword = z.strictObject({ password: password.optional() });
export type OwnPassword = z.infer<typeof ownPassword>;

/** `POST /api/auth/two-factor/verify`, `POST /api/auth/sign-in/two-factor` */
export const givenCode = z.strictObject({ code });
export type GivenCode = z.infer<typeof givenCode>;

export const begunResponse = z.object({
  totpUri: z.string().describe('For the app, as a picture or by hand'),
  backupCodes: z.array(z.string()).describe('Shown here and never again; each works once'),
});
export const backupCodesResponse = z.object({ backupCodes: z.array(z.string()) });

export const factorsResponse = z.object({
  password: z.boolean().describe('Whether the person signs in with one'),
  twoFactor: z.boolean(),
  backupCodes: z.int().min(0).describe('How many are left'),
  passkeys: z.int().min(0),
  confirmedUntil: z.iso.datetime().describe('Until then nothing asks to confirm'),
});
