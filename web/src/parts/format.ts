/** Numbers and times as the reader's language writes them. */
const LANGUAGE = document.documentElement.lang || 'en';

const whole = new Intl.NumberFormat(LANGUAGE);
const short = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 1 });
const share = new Intl.NumberFormat(LANGUAGE, { style: 'percent', maximumFractionDigits: 1 });
const signedShare = new Intl.NumberFormat(LANGUAGE, {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const inDollars = new Intl.NumberFormat(LANGUAGE, { style: 'currency', currency: 'USD', maximumFractionDigits: 4 });
const day = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium' });
const dayInYear = new Intl.DateTimeFormat(LANGUAGE, { month: 'short', day: 'numeric' });
const dayInYearOfUtc = new Intl.DateTimeFormat(LANGUAGE, { month: 'short', day: 'numeric', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium', timeStyle: 'short' });
const ago = new Intl.RelativeTimeFormat(LANGUAGE);
const NOW = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' }).format(0, 'second');

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];
const AGES: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export const number = (value: number) => whole.format(value);
export const percent = (ratio: number) => share.format(ratio);
/** `+14.2%`, `-35%`: what became of a size. */
export const change = (ratio: number) => signedShare.format(ratio);
export const rate = (value: number) => short.format(value);
export const date = (iso: string) => day.format(new Date(iso));
export const shortDate = (iso: string) => dayInYear.format(new Date(iso));
/** Of a day such as `2026-11-29`, wherever the reader is. */
export const shortDay = (day: string) => dayInYearOfUtc.format(new Date(day));
export const time = (iso: string) => moment.format(new Date(iso));

/** `1.4 MB`; thousands, as disks and bills count. What would be rounded to 1,000 is one of the next unit. */
export function bytes(value: number): string {
  let scaled = value;
  let unit = 0;
  while (Math.abs(oneDecimal(scaled)) >= 1_000 && unit < BYTE_UNITS.length - 1) {
    scaled /= 1_000;
    unit += 1;
  }
  return `${short.format(scaled)} ${BYTE_UNITS[unit]}`;
}

const oneDecimal = (value: number) => Math.round(value * 10) / 10;

/** `$84.50`, of an amount in the currency's smallest unit: cents, or whole yen. */
export function money(smallest: number, currency: string): string {
  const format = new Intl.NumberFormat(LANGUAGE, { style: 'currency', currency });
  return format.format(smallest / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** `$0.0042`: what the AI costs is often less than a cent. */
export const dollars = (value: number) => inDollars.format(value);

/** `3 hours ago`, `in 2 days`: whole units that have gone by. Never `yesterday`, which 40 hours ago need not be. */
export function relative(iso: string, now = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1_000;
  const [unit, length] = AGES.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  const whole = Math.trunc(seconds / length);
  return whole === 0 ? NOW : ago.format(whole, unit);
}

/** `2 min 5 s` */
export function duration(seconds: number): string {
  const rounded = Math.ceil(seconds);
  const [h, min, s] = [Math.floor(rounded / 3_600), Math.floor((rounded % 3_600) / 60), rounded % 60];
  if (h > 0) return `${h} h ${min} min`;
  return min > 0 ? `${min} min ${s} s` : `${s} s`;
}

export function secondsBetween(from: string, to: string): number {
  return (new Date(to).getTime() - new Date(from).getTime()) / 1_000;
}

export function days(iso: string, now = Date.now()): number {
  return Math.max(0, Math.ceil((new Date(iso).getTime() - now) / 86_400_000));
}
