import { z } from 'zod';
import { pageOf, plainText } from '../../common/http/validation.js';

const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;

const base64url = z
  .string()
  .min(1)
  .max(8_000)
  .regex(/^[\w-]+$/, 'expected base64url');
const common = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  authenticatorAttachment: z
    .enum(['platform', 'cross-platform'])
    .nullish()
    .transform((given) => given ?? undefined),
  clientExtensionResults: z.looseObject({}).default({}),
};

/** `POST /api/auth/passkeys`, with what the browser made of the options (`RegistrationResponseJSON` of WebAuthn). */
export const newPasskey = z.strictObject({
  name: plainText(60),
  response: z.object({
    ...common,
    response: z.object({
      clientDataJSON: base64url,
      attestationObject: base64url,
      // Devices of tomorrow may name others; only hints are lost.
      transports: z
        .array(z.string().max(40))
        .max(20)
        .optional()
        .transform((given) => given?.filter((name) => (TRANSPORTS as readonly string[]).includes(name))),
    }),
  }),
});
export type NewPasskey = z.infer<typeof newPasskey>;

/** `POST /api/auth/passkeys/sign-in`, `POST /api/auth/passkeys/confirm` (`AuthenticationResponseJSON` of WebAuthn) */
const passkeyAnswer = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish().transform((given) => given ?? undefined),
  }),
});
export type PasskeyAnswer = z.infer<typeof passkeyAnswer>;
export const passkeyGiven = z.strictObject({ response: passkeyAnswer });
export type PasskeyGiven = z.infer<typeof passkeyGiven>;

export const passkeyResponse = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type PasskeyView = z.infer<typeof passkeyResponse>;
export const passkeysResponse = pageOf(passkeyResponse);
export const ceremonyResponse = z.object({
  options: z.looseObject({ challenge: z.string() }).describe('For the browser, as WebAuthn has them in JSON'),
});
