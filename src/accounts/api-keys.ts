import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { sha256 } from '../common/crypto.js';

/** Fluximage's form of a key. */
const KEY_PREFIX = 'flx_live_';
const KEY_FORM = /^Bearer (flx_live_[0-9a-f]{40})$/;
const RANDOM_BYTES = 16;

export interface KeySecret {
  /** Shown once; only the hash is kept. */
  key: string;
  hash: string;
  /** `flx_live_a3b4c...f8e9` */
  masked: string;
}

/** 32 hex digits of chance and 8 of a checksum, by which scanners for leaked secrets tell a key from other text. */
export function makeKey(): KeySecret {
  const unchecked = KEY_PREFIX + randomBytes(RANDOM_BYTES).toString('hex');
  const key = unchecked + crc32(unchecked).toString(16).padStart(8, '0');
  const hex = key.slice(KEY_PREFIX.length);
  return { key, hash: sha256(key), masked: `${KEY_PREFIX}${hex.slice(0, 5)}...${hex.slice(-4)}` };
}

/** The hash of the key in an `Authorization` header; null when the header holds none of the right form. */
export function hashFromHeader(authorization: string | undefined): string | null {
  const key = authorization && KEY_FORM.exec(authorization)?.[1];
  return key ? sha256(key) : null;
}
