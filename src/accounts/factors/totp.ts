import { Secret, TOTP } from 'otpauth';

const DIGITS = 6;
const STEP_SECONDS = 30;
/** Steps before and after now whose codes are taken as well: clocks differ, and typing takes time. */
const WINDOW = 1;
/** As RFC 4226 recommends. */
const SECRET_BYTES = 20;

/** A secret as apps take it, in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an app reads from a picture: `otpauth://totp/…`. */
export function totpUri(secret: string, email: string): string {
  return totpOf(secret, email).toString();
}

/** The step of time that a code belongs to (RFC 6238), when it is one of now; otherwise null. */
export function stepOf(secret: string, code: string, now = Date.now()): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : Math.floor(now / 1_000 / STEP_SECONDS) + delta;
}

function totpOf(secret: string, label = ''): TOTP {
  const parts = { algorithm: 'SHA1', digits: DIGITS, period: STEP_SECONDS };
  return new TOTP({ issuer: 'Fluxbatch', label, secret: Secret.fromBase32(secret), ...parts });
}
