import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { EncryptionKeys } from '../config/settings.js';

/** SHA-256 as lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Compares two secrets in a time that does not depend on where they differ. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(expected)));
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM; the result is base64 of nonce, tag and ciphertext. */
export function encrypt(plain: string, [newest]: EncryptionKeys): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', newest, iv);
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** The reverse of `encrypt`. Throws when the text was changed or none of the keys sealed it. */
export function decrypt(sealed: string, keys: EncryptionKeys): string {
  const [newest, ...older] = keys;
  try {
    return open(sealed, newest);
  } catch (error) {
    const [next, ...rest] = older;
    if (!next) throw error;
    return decrypt(sealed, [next, ...rest]);
  }
}

/** The same text sealed with the newest key; null when it is already. Throws when none of the keys opens it. */
export function reseal(sealed: string, keys: EncryptionKeys): string | null {
  try {
    open(sealed, keys[0]);
    return null;
  } catch {
    return encrypt(decrypt(sealed, keys), keys);
  }
}

/** A secret for another purpose, made from the newest key (HKDF-SHA-256): knowing one tells nothing of the other. */
export function derivedSecret([newest]: EncryptionKeys, purpose: string): string {
  return Buffer.from(hkdfSync('sha256', newest, '', `fluxbatch ${purpose}`, 32)).toString('base64');
}

function open(sealed: string, key: Buffer): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}
