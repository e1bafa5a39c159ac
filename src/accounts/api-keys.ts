import { randomBytes } from 'node:crypto';
import { sha256 } from '../common/crypto.js';

/** Fluximage's form of a key. */
const KEY_PREFIX = 'flx_live_';
const KEY_FORM = /^Bearer (flx_live_[0-9a-f]{40})$/;

export interface KeySecret {
  /** Shown once; only the hash is kept. */
  key: string;
  hash: string;
  /** `flx_live_a3b4c...f8e9` */
  masked: string;
}

export function makeKey(): KeySecret {
  const hex = randomBytes(20).toString('hex');
  const key = KEY_PREFIX + hex;
  return { key, hash: sha256(key), masked: `${KEY_PREFIX}${hex.slice(0, 5)}...${hex.slice(-4)}` };
}

/** The hash of the key in an `Authorization` header; null when the header holds none of the right form. */
export function hashFromHeader(authorization: string | undefined): string | null {
  const key = authorization && KEY_FORM.exec(authorization)?.[1];
  return key ? sha256(key) : null;
}
