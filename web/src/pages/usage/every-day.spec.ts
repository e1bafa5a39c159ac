import { everyDay } from './every-day';

describe('every day', () => {
  const now = Date.parse('2027-03-01T00:30:00Z');
  const row = (day: string, compression: number) => ({
    day,
    credits: { compression, ai: 0 },
    images: { succeeded: compression, failed: 0, unchanged: 0 },
    bytesSaved: 0,
  });

  it('is there once, the oldest first, with nothing where nothing was used', () => {
    const days = everyDay([row('2027-03-01', 3), row('2027-02-27', 2)], 4, now);
    expect(days.map(({ day, credits }) => [day, credits.compression])).toEqual([
      ['2027-02-26', 0],
      ['2027-02-27', 2],
      ['2027-02-28', 0],
      ['2027-03-01', 3],
    ]);
  });
});
