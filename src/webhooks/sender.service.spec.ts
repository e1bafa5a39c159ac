import { signedHeaders } from './sender.service.js';

const message = (secrets: string[], id: string, body: string) => ({ id, body, secrets, url: '', attempt: 1 });

/** https://github.com/standard-webhooks/standard-webhooks: what the tests of its libraries sign, and what it must come to. */
const VECTORS = [
  {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    seconds: 1_614_265_330,
    body: '{"test": 2432232314}',
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  {
    secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
    id: 'msg_27UH4WbU6Z5A5EzD8u03UvzRbpk',
    seconds: 1_649_367_553,
    body: '{"email":"test@example.com","username":"test_user"}',
    signature: 'v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=',
  },
];

it.each(VECTORS)('a message is signed as in the vectors of Standard Webhooks: $id', (vector) => {
  const { secret, id, seconds, body, signature } = vector;
  // The rest of a second is no part of the timestamp.
  expect(signedHeaders(message([secret], id, body), new Date(seconds * 1_000 + 999))).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signature,
  });
});

it('each secret signs by itself, the newest first', () => {
  const [first, second] = VECTORS as [(typeof VECTORS)[0], (typeof VECTORS)[0]];
  const { id, seconds, body } = first;
  const headers = signedHeaders(message([first.secret, second.secret], id, body), new Date(seconds * 1_000));
  const [one, two, ...more] = headers['webhook-signature']?.split(' ') ?? [];
  expect(one).toBe(first.signature);
  expect(two).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
  expect(two).not.toBe(one);
  expect(more).toEqual([]);
});
