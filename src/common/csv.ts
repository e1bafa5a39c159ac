/**
 * What a spreadsheet would take for a formula. An apostrophe in front makes a text of it; one that was there gets another, so
 * that whoever reads the file (`manifestRecords`) can take it away again.
 */
const MADE_HARMLESS = /^['=+\-@\t\r]/;

/** One line of a CSV file (RFC 4180) that no spreadsheet runs as a formula. */
export function csvLine(fields: readonly (string | number | null)[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(value: string | number | null): string {
  const text = typeof value === 'string' && MADE_HARMLESS.test(value) ? `'${value}` : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
