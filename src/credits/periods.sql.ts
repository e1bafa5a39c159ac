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
