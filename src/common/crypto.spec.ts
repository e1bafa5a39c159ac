import type { EncryptionKeys } from '../config/settings.js';
import { decrypt, derivedSecret, encrypt, reseal, sameSecret } from './crypto.js';

describe('sealing', () => {
  const key: EncryptionKeys = [Buffer.alloc(32, 7)];

  it('opens what it sealed, and never seals the same text alike', () => {
    const sealed = encrypt('a secret ✓', key);
    expect(decrypt(sealed, key)).toBe('a secret ✓');
    expect(encrypt('a secret ✓', key)).not.toBe(sealed);
  });

  it('refuses a changed text and another key', () => {
    const sealed = Buffer.from(encrypt('a secret', key), 'base64');
    sealed[sealed.length - 1]! ^= 1;
    expect(() => decrypt(sealed.toString('base64'), key)).toThrow();
    expect(() => decrypt(encrypt('a secret', key), [Buffer.alloc(32, 8)])).toThrow();
  });

  it('seals with the newest key and opens with each', () => {
    const rotated: EncryptionKeys = [Buffer.alloc(32, 9), Buffer.alloc(32, 8), ...key];
    expect(decrypt(encrypt('a secret', key), rotated)).toBe('a secret');
    expect(() => decrypt(encrypt('a secret', rotated), key)).toThrow();
    const resealed = reseal(encrypt('a secret', key), rotated) ?? '';
    expect(decrypt(resealed, [rotated[0]])).toBe('a secret');
    expect(reseal(resealed, rotated)).toBeNull();
    expect(() => reseal(resealed, key)).toThrow();
  });

  it('derives another secret for each key and each purpose', () => {
    const made = [derivedSecret(key, 'a'), derivedSecret(key, 'b'), derivedSecret([Buffer.alloc(32, 8)], 'a')];
    expect(new Set(made).size).toBe(3);
    expect(derivedSecret(key, 'a')).toBe(made[0]);
    expect(made.every((secret) => secret.length === 44)).toBe(true);
  });

  it('compares secrets of any length', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    expect(sameSecret('abc', 'abcd')).toBe(false);
    expect(sameSecret('', 'a')).toBe(false);
  });
});
