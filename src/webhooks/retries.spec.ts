import { endpointBreak, MAX_ATTEMPTS, parseRetryAfter, RETRY_SECONDS, retryDelay } from './retries.js';

describe('the schedule of retries', () => {
  it('is that of Standard Webhooks: ten attempts over about 76 hours', () => {
    const hours = RETRY_SECONDS.reduce((sum, seconds) => sum + seconds, 0) / 3_600;
    expect(MAX_ATTEMPTS).toBe(10);
    expect(hours).toBeGreaterThan(75);
    expect(hours).toBeLessThan(77);
  });

  it('shifts each wait by up to a fifth and ends after the tenth attempt', () => {
    expect(retryDelay(1, null, 0)).toBe(4);
    expect(retryDelay(1, null, 1)).toBeCloseTo(6);
    expect(retryDelay(9, null, 0.5)).toBe(86_400);
    expect(retryDelay(10, null)).toBeNull();
    expect(retryDelay(11, 60)).toBeNull();
  });

  it('waits longer when the receiver asks for it, never shorter, and a day at most', () => {
    expect(retryDelay(1, 60, 0.5)).toBe(60);
    expect(retryDelay(2, 60, 0.5)).toBe(300);
    expect(retryDelay(1, 10_000_000, 0.5)).toBe(86_400);
  });

  it('reads Retry-After as seconds and as a date', () => {
    const now = Date.parse('2026-11-22T10:00:00Z');
    expect(parseRetryAfter('120', now)).toBe(120);
    expect(parseRetryAfter('Sun, 22 Nov 2026 10:01:30 GMT', now)).toBe(90);
    expect(parseRetryAfter('Sunday, 22-Nov-26 10:01:30 GMT', now)).toBe(90);
    expect(parseRetryAfter('Sun, 22 Nov 2026 09:00:00 GMT', now)).toBe(0);
    expect(parseRetryAfter(' 120 ', now)).toBe(120);
    for (const nonsense of [undefined, '', 'soon', 'in 3000', '-5', '-5x', '1.5', '1e3', '99999999999999999999']) {
      expect(parseRetryAfter(nonsense, now)).toBeNull();
    }
  });

  it('gives the endpoint a break only for 429, 502, 503 and 504, of a quarter of an hour at most', () => {
    for (const status of [429, 502, 503, 504]) expect(endpointBreak(status, 60)).toBe(60);
    expect(endpointBreak(503, 86_400)).toBe(900);
    expect(endpointBreak(200, 60)).toBeNull();
    expect(endpointBreak(500, 60)).toBeNull();
    expect(endpointBreak(429, null)).toBeNull();
  });
});
