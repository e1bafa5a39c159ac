import { Secret } from 'otpauth';
import { newTotpSecret, stepOf, totpUri } from './totp.js';

/** RFC 6238, appendix B, SHA-1; the last six of its eight digits. */
const VECTORS: [seconds: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];
const SECRET = Secret.fromUTF8('12345678901234567890').base32;

describe('codes of an app', () => {
  it.each(VECTORS)('are those of the RFC: at %i s %s', (seconds, code) => {
    expect(stepOf(SECRET, code, seconds * 1_000)).toBe(Math.floor(seconds / 30));
  });

  it('are taken one step before and after their time, under the number of their step', () => {
    const step = Math.floor(1_234_567_890 / 30);
    const at = (steps: number) => stepOf(SECRET, '005924', (step + steps) * 30_000);
    expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, step, step, step, null]);
  });

  it('come from secrets of 160 bits that apps can read', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    const uri = new URL(totpUri(secret, 'ada@example.com'));
    expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
      'otpauth:',
      'totp',
      '/Fluxbatch:ada@example.com',
    ]);
    expect(uri.searchParams.get('secret')).toBe(secret);
  });
});
