import { randomBytes } from 'node:crypto';
import { Secret } from 'otpauth';
import { sha256 } from '../../common/crypto.js';

const COUNT = 10;
/** 80 bits: nobody finds one by its hash, or by trying. */
const CODE_BYTES = 10;
const FORM = /^[A-Z2-7]{16}$/;

/** `ABCD-EFGH-IJKL-MNOP`, ten of them. */
export function newBackupCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    const code = new Secret({ buffer: Uint8Array.from(randomBytes(CODE_BYTES)).buffer }).base32;
    return code.match(/.{4}/g)!.join('-');
  });
}

/** However it was typed; null for what is none. */
export function backupCodeHash(personId: string, given: string): string | null {
  const code = given.toUpperCase().replace(/[\s-]/g, '');
  return FORM.test(code) ? sha256(`backup ${personId} ${code}`) : null;
}
