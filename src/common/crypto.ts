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
/** Begins every bound text; no base64 has a colon. */
const BOUND = 'v2:';

/** Where a sealed text stands, as names and values that never change: it opens there and nowhere else. */
export type Place = readonly [table: string, column: string, ...row: string[]];

/** AES-256-GCM with the place as additional data: `v2:`, then base64 of nonce, tag and ciphertext. */
export function seal(plain: string, place: Place, [newest]: EncryptionKeys): string {
  return BOUND + sealWith(newest, plain, boundTo(place));
}

/** As versions before sealed: bound to nothing, so it opens in any row. Only for processes of such a version. */
export function sealLoosely(plain: string, [newest]: EncryptionKeys): string {
  return sealWith(newest, plain, Buffer.alloc(0));
}

/** Whether a sealed text is bound to its place. */
export function isBound(sealed: string): boolean {
  return sealed.startsWith(BOUND);
}

/** The reverse of both. Throws when the text was changed, belongs elsewhere, or none of the keys sealed it. */
export function unseal(sealed: string, place: Place, keys: EncryptionKeys): string {
  const bound = isBound(sealed);
  const bytes = Buffer.from(bound ? sealed.slice(BOUND.length) : sealed, 'base64');
  return openWithAny(bytes, bound ? boundTo(place) : Buffer.alloc(0), keys);
}

/** The same text bound and sealed with the newest key; null when it is already. Throws when none of the keys opens it. */
export function reseal(sealed: string, place: Place, keys: EncryptionKeys): string | null {
  if (isBound(sealed) && opens(sealed, place, [keys[0]])) return null;
  return seal(unseal(sealed, place, keys), place, keys);
}

/** A secret for another purpose, made from the newest key (HKDF-SHA-256): knowing one tells nothing of the other. */
export function derivedSecret([newest]: EncryptionKeys, purpose: string): string {
  return Buffer.from(hkdfSync('sha256', newest, '', `fluxbatch ${purpose}`, 32)).toString('base64');
}

function opens(sealed: string, place: Place, keys: EncryptionKeys): boolean {
  try {
    unseal(sealed, place, keys);
    return true;
  } catch {
    return false;
  }
}

/** JSON keeps the parts apart whatever is in them. */
function boundTo(place: Place): Buffer {
  return Buffer.from(JSON.stringify(place), 'utf8');
}

function sealWith(key: Buffer, plain: string, additional: Buffer): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(additional);
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

function openWithAny(bytes: Buffer, additional: Buffer, keys: EncryptionKeys): string {
  const [newest, ...older] = keys;
  try {
    return openWith(newest, bytes, additional);
  } catch (error) {
    const [next, ...rest] = older;
    if (!next) throw error;
    return openWithAny(bytes, additional, [next, ...rest]);
  }
}

function openWith(key: Buffer, bytes: Buffer, additional: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(additional).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}
