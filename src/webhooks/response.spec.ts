import { Readable } from 'node:stream';
import { keptHeaders, keptText, readResponse } from './response.js';

const body = (source: Iterable<Buffer>) => Readable.from(source) as unknown as Parameters<typeof readResponse>[0];

describe('what is kept of an answer', () => {
  it('is its first 4 kB, and no more than 16 kB are read', async () => {
    let given = 0;
    function* endless() {
      for (;;) {
        given += 1_024;
        yield Buffer.alloc(1_024, 'x');
      }
    }
    expect(await readResponse(body(endless()))).toBe('x'.repeat(4_096));
    expect(given).toBeLessThan(64 * 1_024);
  });

  it('is text that PostgreSQL takes', () => {
    expect(keptText(Buffer.from([0x61, 0, 0xff, 0xc3]))).toBe('a\ufffd\ufffd\ufffd');
  });

  it('shows nothing that looks like a credential, also when the receiver sends it back', () => {
    const secrets = [
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      `flx_live_${'0'.repeat(40)}`,
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      'Bearer abc.def-123',
      'Basic dDBwOnNlY3JldA==',
      'https://b.s3.amazonaws.com/k?X-Amz-Credential=AKIA%2F1&X-Amz-Signature=0123456789abcdef',
      'https://storage.googleapis.com/k?X-Goog-Signature=0123456789abcdef',
      'https://x.example/?token=t0psecret',
      '{"access_token": "t0psecret", "password":"t0psecret", "user": "ada"}',
      'client_secret: t0psecret',
      'Set-Cookie: theme=dark; session=t0psecret',
      '{"cookie":"a=1; b=t0psecret","x":1}',
      'eyJhbGciOiJIUzI1NiJ9.t0psecret.t0psecret',
      'AKIAIOSFODNN7T0PSECRET',
      'sk_live_t0psecret0t0psecret',
      '-----BEGIN PRIVATE KEY-----\nt0psecret\n-----END PRIVATE KEY-----',
    ];
    const kept = keptText(Buffer.from(secrets.join('\n')));
    expect(kept).not.toMatch(/MfKQ|0000|g0hM|abc\.def|dDBw|AKIA|0123456789abcdef|t0psecret|T0PSECRET/);
    expect(kept.match(/\[redacted\]/g)).toHaveLength(18);
    expect(kept).toContain('"user": "ada"');
    expect(kept).toContain('","x":1}');
  });

  // Eight times the text takes eight times as long when each character is read once, and 64 times when each begins a search.
  it.each(['token', 'token ', 'a', 'eyJ', 'eyJa.', 'Bearer ', '-----BEGIN ', '"', 'sk_', ':= '])(
    'is read for credentials in a time that grows with its length, also when it repeats %j',
    (text) => {
      const fastest = (length: number) => {
        const bytes = Buffer.from(text.repeat(length).slice(0, length));
        const times = Array.from({ length: 9 }, () => {
          const began = performance.now();
          keptText(bytes);
          return performance.now() - began;
        });
        return Math.min(...times);
      };
      expect(fastest(32_768) / fastest(4_096)).toBeLessThan(24);
    },
  );

  it('are the names of all headers, and the values of those that can hold no secret', () => {
    expect(
      keptHeaders({
        'content-type': 'text/plain',
        'set-cookie': ['a=1', 'b=2'],
        authorization: 'Basic eDp5',
        location: 'https://x.example/?signature=1',
        'x-echo': 'whsec_1',
        server: 'nginx\u0000\u00fc',
        via: '1.1 x (whsec_1)',
      }),
    ).toEqual({
      'content-type': 'text/plain',
      'set-cookie': '[redacted]',
      authorization: '[redacted]',
      location: '[redacted]',
      'x-echo': '[redacted]',
      server: 'nginx\ufffd\ufffd',
      via: '1.1 x ([redacted])',
    });
  });
});
