import { answer, newToken, once } from './client';
import { ApiFailure } from './failure';

describe('an answer', () => {
  it('is its value', async () => {
    await expect(answer(Promise.resolve({ data: { id: 'bat_1' }, response: new Response() }))).resolves.toEqual({
      id: 'bat_1',
    });
  });

  it('is nothing after 204', async () => {
    const response = new Response(null, { status: 204 });
    await expect(answer(Promise.resolve({ response }))).resolves.toBeUndefined();
  });

  it('throws what the service refused', async () => {
    const error = { error: 'Only an owner may', code: 'forbidden', requires: 'owner' };
    const response = new Response(null, { status: 403 });
    const refused = answer(Promise.resolve({ error, response }));
    await expect(refused).rejects.toBeInstanceOf(ApiFailure);
    await expect(refused).rejects.toMatchObject({ status: 403, code: 'forbidden', details: { requires: 'owner' } });
  });

  it('throws that nobody answered', async () => {
    const lost = answer(Promise.reject(new TypeError('Failed to fetch')));
    await expect(lost).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  });

  it('leaves a call that was given up as it is: nothing went wrong', async () => {
    const stop = new DOMException('', 'AbortError');
    await expect(answer(Promise.reject(stop))).rejects.toBe(stop);
  });
});

describe('the key of a repeated call', () => {
  it('has 128 random bits', () => {
    const tokens = new Set(Array.from({ length: 1_000 }, newToken));
    expect(tokens.size).toBe(1_000);
    for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is a header', () => {
    expect(once()).toEqual({ headers: { 'Idempotency-Key': expect.stringMatching(/^[0-9a-f]{32}$/) } });
  });
});
