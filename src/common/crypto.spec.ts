import { decrypt, encrypt, sameSecret } from './crypto.js';

describe('sealing', () => {
  const key = Buffer.alloc(32, 7);

  it('opens what it sealed, and never seals the same text alike', () => {
    const sealed = encrypt('a secret ✓', key);
    expect(decrypt(sealed, key)).toBe('a secret ✓');
    expect(encrypt('a secret ✓', key)).not.toBe(sealed);
  });

  it('refuses a changed text and another key', () => {
    const sealed = Buffer.from(encrypt('a secret', key), 'base64');
    sealed[sealed.length - 1]! ^= 1;
    expect(() => decrypt(sealed.toString('base64'), key)).toThrow();
    expect(() => decrypt(encrypt('a secret', key), Buffer.alloc(32, 8))).toThrow();
  });

  it('compares secrets of any length', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    expect(sameSecret('abc', 'abcd')).toBe(false);
    expect(sameSecret('', 'a')).toBe(false);
  });
});
