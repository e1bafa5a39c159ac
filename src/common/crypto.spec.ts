import type { EncryptionKeys } from '../config/settings.js';
import { derivedSecret, isBound, reseal, sameSecret, seal, sealLoosely, unseal, type Place } from './crypto.js';

describe('sealing', () => {
  const key: EncryptionKeys = [Buffer.alloc(32, 7)];
  const place: Place = ['connections', 'sealed_secret', 'acc_1', 'con_1'];
  const elsewhere: Place[] = [
    ['webhook_endpoints', 'sealed_secret', 'acc_1', 'con_1'],
    ['connections', 'other_secret', 'acc_1', 'con_1'],
    ['connections', 'sealed_secret', 'acc_2', 'con_1'],
    ['connections', 'sealed_secret', 'acc_1', 'con_2'],
    ['connections', 'sealed_secret', 'acc_1","con_1'],
  ];

  it('opens what it sealed, and never seals the same text alike', () => {
    const sealed = seal('a secret ✓', place, key);
    expect(unseal(sealed, place, key)).toBe('a secret ✓');
    expect(seal('a secret ✓', place, key)).not.toBe(sealed);
    expect(isBound(sealed)).toBe(true);
  });

  it('opens a text in its place alone', () => {
    const sealed = seal('a secret', place, key);
    for (const other of elsewhere) expect(() => unseal(sealed, other, key)).toThrow();
    expect(() => unseal(sealed.slice('v2:'.length), place, key)).toThrow();
  });

  it('opens a loose text anywhere, but not as a bound one', () => {
    const sealed = sealLoosely('a secret', key);
    expect(isBound(sealed)).toBe(false);
    for (const anywhere of [place, ...elsewhere]) expect(unseal(sealed, anywhere, key)).toBe('a secret');
    expect(() => unseal(`v2:${sealed}`, place, key)).toThrow();
  });

  it('refuses a changed text and another key', () => {
    const bytes = Buffer.from(seal('a secret', place, key).slice('v2:'.length), 'base64');
    bytes[bytes.length - 1]! ^= 1;
    expect(() => unseal(`v2:${bytes.toString('base64')}`, place, key)).toThrow();
    expect(() => unseal(seal('a secret', place, key), place, [Buffer.alloc(32, 8)])).toThrow();
  });

  it('seals with the newest key and opens with each', () => {
    const rotated: EncryptionKeys = [Buffer.alloc(32, 9), Buffer.alloc(32, 8), ...key];
    expect(() => unseal(seal('a secret', place, rotated), place, key)).toThrow();
    for (const old of [seal('a secret', place, key), sealLoosely('a secret', key), sealLoosely('a secret', rotated)]) {
      expect(unseal(old, place, rotated)).toBe('a secret');
      const resealed = reseal(old, place, rotated) ?? '';
      expect(isBound(resealed)).toBe(true);
      expect(unseal(resealed, place, [rotated[0]])).toBe('a secret');
      expect(reseal(resealed, place, rotated)).toBeNull();
      expect(() => reseal(resealed, place, key)).toThrow();
    }
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
