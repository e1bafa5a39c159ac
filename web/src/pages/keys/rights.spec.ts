import { endAfter, endingOf } from './rights';

describe('the rights of a key', () => {
  const now = Date.UTC(2027, 0, 1);

  it('end after so many days, or never', () => {
    expect(endAfter('30', now)).toBe('2027-01-31T00:00:00.000Z');
    expect(endAfter('never', now)).toBeNull();
  });

  it('are marked two weeks before they end, and afterwards', () => {
    const ending = (expiresAt: string | null) => endingOf({ expiresAt }, now);
    expect(ending(null)).toBe('never');
    expect(ending('2027-01-15T00:00:00.001Z')).toBe('later');
    expect(ending('2027-01-15T00:00:00.000Z')).toBe('soon');
    expect(ending('2027-01-01T00:00:00.000Z')).toBe('over');
  });
});
