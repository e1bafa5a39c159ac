import { z } from 'zod';

/** Keys of 32 bytes for AES-256-GCM, newest first: the first seals, all of them open. */
export type EncryptionKeys = readonly [Buffer, ...Buffer[]];

const KEY_EXPECTED =
  'expected 32 bytes as base64 (openssl rand -base64 32), or several such, newest first, with commas';
const encryptionKey = z
  .base64({ error: KEY_EXPECTED })
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((key) => key.length === 32, KEY_EXPECTED);
/** `ENCRYPTION_KEY` as a variable holds it. */
export const encryptionKeys = z
  .string({ error: KEY_EXPECTED })
  .transform((text) => text.split(',').map((key) => key.trim()))
  .pipe(z.tuple([encryptionKey], encryptionKey));
