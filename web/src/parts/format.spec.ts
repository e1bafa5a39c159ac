const { jest } = import.meta;

/** The page's language is read once, when the module is loaded. */
async function inLanguage(lang: string) {
  jest.resetModules();
  Object.assign(globalThis, { document: { documentElement: { lang } } });
  return import('./format');
}
const { bytes, change, date, days, duration, money, number, percent, rate, relative, secondsBetween, shortDate, time } =
  await inLanguage('en');

const HOUR = 3_600;
const DAY = 24 * HOUR;

describe('money', () => {
  it.each([
    [8_450, 'usd', '$84.50'],
    [0, 'eur', '€0.00'],
    [1_200, 'jpy', '¥1,200'],
  ])('%d %s is %s', (smallest, currency, text) => expect(money(smallest, currency)).toBe(text));
});

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [1, '1 B'],
    [999, '999 B'],
    [1_000, '1 kB'],
    [1_440, '1.4 kB'],
    [1_400_000, '1.4 MB'],
    [2_500_000_000, '2.5 GB'],
    [3_000_000_000_000, '3 TB'],
    [-1_500, '-1.5 kB'],
  ])('%d is %s', (value, text) => expect(bytes(value)).toBe(text));

  it.each([
    [999_949, '999.9 kB'],
    [999_950, '1 MB'],
    [999_999_999, '1 GB'],
    [-999_999, '-1 MB'],
  ])('%d, next to the following unit, is %s', (value, text) => expect(bytes(value)).toBe(text));

  it('have no unit above TB', () => expect(bytes(5_000_000_000_000_000)).toBe('5,000 TB'));
});

describe('numbers', () => {
  it('are grouped', () => expect(number(1_234_567)).toBe('1,234,567'));
  it('of a rate have one decimal', () => expect([12, 12.34, 0.04].map(rate)).toEqual(['12', '12.3', '0']));
  it('of a share are percentages', () => expect([0, 0.1234, 1].map(percent)).toEqual(['0%', '12.3%', '100%']));
  it('of a change have a sign, except zero', () => {
    expect([0.142, -0.35, 0, -0, -0.0001].map(change)).toEqual(['+14.2%', '-35%', '0%', '0%', '0%']);
  });
});

describe('points in time', () => {
  // In the local time zone, so that it is half past two wherever the test runs.
  const iso = new Date(2026, 0, 5, 14, 30).toISOString();

  it('are a day, or a day and a minute', () => {
    expect(date(iso)).toBe('Jan 5, 2026');
    expect(shortDate(iso)).toBe('Jan 5');
    expect(plainSpaces(time(iso))).toBe('Jan 5, 2026, 2:30 PM');
  });

  it.each([
    [0, 'now'],
    [-0.4, 'now'],
    [0.4, 'now'],
    [-1, '1 second ago'],
    [-59.9, '59 seconds ago'],
    [-60, '1 minute ago'],
    [-(HOUR - 1), '59 minutes ago'],
    [-HOUR, '1 hour ago'],
    [-(DAY - 1), '23 hours ago'],
    [-DAY, '1 day ago'],
    [-(2 * DAY - 1), '1 day ago'],
    [-29 * DAY, '29 days ago'],
    [-30 * DAY, '1 month ago'],
    [-365 * DAY, '1 year ago'],
    [90, 'in 1 minute'],
    [2 * DAY, 'in 2 days'],
  ])('%d seconds from now are "%s"', (seconds, text) => {
    const now = Date.UTC(2026, 5, 1);
    expect(relative(new Date(now + seconds * 1_000).toISOString(), now)).toBe(text);
  });

  it('lie whole days ahead, a begun one counting', () => {
    const now = Date.UTC(2026, 5, 1);
    const inMs = (ms: number) => days(new Date(now + ms).toISOString(), now);
    expect([-1, 0, 1, DAY * 1_000, DAY * 1_000 + 1].map(inMs)).toEqual([0, 0, 1, 1, 2]);
  });

  it('are seconds apart', () => {
    expect(secondsBetween('2026-01-01T00:00:00.000Z', '2026-01-01T00:01:30.500Z')).toBe(90.5);
  });
});

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [0.2, '1 s'],
    [59, '59 s'],
    [59.1, '1 min 0 s'],
    [125, '2 min 5 s'],
    [HOUR - 0.5, '1 h 0 min'],
    [2 * HOUR + 2 * 60 + 59, '2 h 2 min'],
    [30 * HOUR, '30 h 0 min'],
  ])('%d seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text));
});

describe('on a German page', () => {
  it('numbers and times are written as there', async () => {
    const german = await inLanguage('de');
    expect(german.number(1_234_567)).toBe('1.234.567');
    expect(german.bytes(1_400_000)).toBe('1,4 MB');
    expect(plainSpaces(german.percent(0.1234))).toBe('12,3 %');
    expect(german.date(new Date(2026, 0, 5, 12).toISOString())).toBe('05.01.2026');
    expect(german.relative('2026-01-01T00:00:00Z', Date.UTC(2026, 0, 1, 3))).toBe('vor 3 Stunden');
    expect(german.relative('2026-01-01T00:00:00Z', Date.UTC(2026, 0, 1))).toBe('jetzt');
  });
});

/** Versions of ICU differ in which space they put where. */
function plainSpaces(text: string): string {
  return text.replaceAll(/\s/g, ' ');
}
