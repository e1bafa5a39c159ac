import { earlyAnswer } from './early';

const ORIGIN = 'https://flux.example';
const asked = (path: string, method = 'GET') => earlyAnswer(new Request(ORIGIN + path, { method }));
const come = (path: string, answer: Promise<Response>) => (globalThis.earlyAnswers = new Map([[path, answer]]));

describe('an answer that was asked for early', () => {
  afterEach(() => {
    delete globalThis.earlyAnswers;
  });

  it('is taken once', async () => {
    const response = new Response('{}');
    come('/api/account', Promise.resolve(response));
    await expect(asked('/api/account')).resolves.toBe(response);
    await expect(asked('/api/account')).resolves.toBeUndefined();
  });

  it('is taken by the call with the same query', async () => {
    const response = new Response('{}');
    come('/api/batches?limit=50', Promise.resolve(response));
    await expect(asked('/api/batches')).resolves.toBeUndefined();
    await expect(asked('/api/batches?limit=5')).resolves.toBeUndefined();
    await expect(asked('/api/batches?limit=50')).resolves.toBe(response);
  });

  it('is no longer true after a call that changes what it says', async () => {
    come('/api/account', Promise.resolve(new Response('{}')));
    await expect(asked('/api/account', 'PATCH')).resolves.toBeUndefined();
    await expect(asked('/api/account')).resolves.toBeUndefined();
  });

  it('is left to the call itself when it did not come', async () => {
    come('/api/account', Promise.reject(new TypeError('Failed to fetch')));
    await expect(asked('/api/account')).resolves.toBeUndefined();
  });

  it('need not have been asked for', async () => {
    await expect(asked('/api/account')).resolves.toBeUndefined();
  });
});
