/**
 * Billing periods as SQL expressions. Period n starts at anchor + n months, clamped to the month's end, always counted
 * from the anchor and in UTC: stepping from the last start would drift (Jan 31, Feb 28, Mar 28), and adding months in
 * a session's own time zone would jump at its clock changes.
 */

/** Start of period `n`; also the end of period `n - 1`: periods are half open. */
export function periodStart(anchor: string, n: string): string {
  return `((${anchor} AT TIME ZONE 'UTC' + make_interval(months => ${n})) AT TIME ZONE 'UTC')`;
}

/** Number of the period that holds the instant `at`, counted from the anchor: below zero before it. */
export function periodNumber(anchor: string, at: string): string {
  const months = `(12 * (${part('year', at)} - ${part('year', anchor)}) + ${part('month', at)} - ${part('month', anchor)})`;
  return `(${months} - CASE WHEN ${periodStart(anchor, months)} > ${at} THEN 1 ELSE 0 END)`;
}

function part(field: 'year' | 'month', instant: string): string {
  return `extract(${field} FROM ${instant} AT TIME ZONE 'UTC')::int`;
}

/** Start of period `n` of a row that has an anchor and the number of the period that begins at it. */
export function boundary(row: string, n: string): string {
  return periodStart(`${row}.anchor`, `${n} - ${row}.anchor_no`);
}

/** Allowances of the plan named by the expression `plan`, out of the catalogue given as a jsonb parameter. */
export function planLimit(catalogue: string, plan: string, kind: 'compressions' | 'ai'): string {
  return `(${catalogue}::jsonb -> ${plan} ->> '${kind}')::bigint`;
}

/** Both kinds of allowance, by the beginning of their columns. */
export type Kind = 'compression' | 'ai';

/** What the plan in force gives for a whole period of the balance `row`; null is unlimited. */
export function monthly(row: string, kind: Kind): string {
  // A row that an earlier version opened has no such figure: its limit is that of a whole period.
  return `coalesce(${row}.${kind}_monthly, ${row}.${kind}_limit)`;
}

/** What a period grants in all: its limit, and what the operator added or, below zero, took. Null is unlimited. */
export function grantedInAll(row: string, kind: Kind): string {
  return `(${row}.${kind}_limit + ${row}.${kind}_adjusted)`;
}

/** Since when the plan in force counts in the running period of the balance `row`. */
export function segmentStart(row: string): string {
  return `greatest(${row}.segment_start, ${row}.period_start)`;
}

/** Whether the running period of the balance `row` is paid, or need not be: the free plan, or one that nobody sold. */
export function isPaid(row: string): string {
  return `(${row}.plan = 'free' OR coalesce(${row}.paid_until > ${row}.period_start, true))`;
}

/**
 * The present as what is earned is counted: in whole milliseconds, and within the running period of `row`, also when the
 * database's clock was put back.
 */
export function instantIn(row: string): string {
  const end = `${row}.period_end - interval '1 millisecond'`;
  return `greatest(${row}.period_start, least(date_trunc('milliseconds', credit_clock()), ${end}))`;
}

/**
 * What an allowance of `monthly` earns between two instants, with its fraction: its share of the nominal period, which is a
 * month of the anchor's count also when the period itself was cut.
 * @param nominal start and end of that month
 */
export function earnedBetween(monthly: string, from: string, to: string, nominal: [string, string]): string {
  const seconds = (begin: string, end: string) => `extract(epoch FROM ${end} - ${begin})`;
  return `round(${monthly} * ${seconds(from, `greatest(${from}, ${to})`)} / ${seconds(...nominal)}, 12)`;
}

/**
 * Whole credits of what is earned, rounded up. Less than a twentieth of one does not count: it is what an allowance earns in
 * the seconds after which a plan is put right, and what is left of a division.
 */
export function roundedUp(earned: string): string {
  return `greatest(0, ceil(${earned} - 0.05))::bigint`;
}

/** The month that the running period of the balance `row` is counted in. */
export function nominalMonth(row: string): [string, string] {
  return [boundary(row, `${row}.period_no`), boundary(row, `${row}.period_no + 1`)];
}

/** The month that the closed period `row` was counted in. An earlier version did not keep it. */
export function nominalMonthOfEnded(row: string): [string, string] {
  const start = `coalesce(${row}.month_start, ${row}.period_start)`;
  return [start, `coalesce(${row}.month_end, ${periodStart(start, '1')})`];
}

/**
 * What the running period has granted at the instant `at`: its limit with the operator's adjustments, which may make it less than
 * nothing. While a renewal is not paid, the allowance comes in days' shares, each when its day begins. Null is unlimited.
 */
export function grantedAt(row: string, kind: Kind, at: string): string {
  const start = segmentStart(row);
  const days = `(1 + greatest(0, floor(extract(epoch FROM ${at} - ${start}) / 86400)))`;
  const until = `least(${row}.period_end, ${start} + ${days} * interval '24 hours')`;
  const share = earnedBetween(monthly(row, kind), start, until, nominalMonth(row));
  return `CASE WHEN ${row}.${kind}_limit IS NULL OR ${isPaid(row)} THEN ${grantedInAll(row, kind)}
    ELSE least(${row}.${kind}_limit, ${roundedUp(`${row}.${kind}_earned`)} + ${roundedUp(share)}) + ${row}.${kind}_adjusted END`;
}
