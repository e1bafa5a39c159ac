import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An app that shows codes, written after RFC 4226 and 6238 and knowing nothing of the service but the picture it was shown. */
export class AuthenticatorApp {
  private readonly key: Buffer;
  private readonly digits: number;
  private readonly period: number;

  constructor(readonly uri: string) {
    const { protocol, host, searchParams } = new URL(uri);
    expect([protocol, host, searchParams.get('algorithm')]).toEqual(['otpauth:', 'totp', 'SHA1']);
    this.key = fromBase32(searchParams.get('secret') ?? '');
    this.digits = Number(searchParams.get('digits'));
    this.period = Number(searchParams.get('period'));
  }

  /** `steps` from now. */
  code(steps = 0, now = Date.now()): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(now / 1_000 / this.period) + steps));
    const hash = createHmac('sha1', this.key).update(counter).digest();
    const offset = (hash.at(-1) ?? 0) & 0xf;
    const number = (hash.readUInt32BE(offset) & 0x7fffffff) % 10 ** this.digits;
    return String(number).padStart(this.digits, '0');
  }

  /** Six digits that are no code of about now. */
  wrong(): string {
    const near = new Set([-2, -1, 0, 1, 2].map((steps) => this.code(steps)));
    return ['111111', '222222', '333333', '444444', '555555', '666666'].find((code) => !near.has(code)) ?? '';
  }
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
