/** Standard Webhooks: "payloads should be kept under 20 kB". */
export const MAX_MESSAGE_BYTES = 20_000;
/** Type and timestamp around the data. */
const ENVELOPE_BYTES = 150;
/** The receiver's own texts, by which it knows the batch: given up last. */
const KEPT_LONGEST = 'metadata';

type Parts = Record<string, Record<string, unknown>>;

/**
 * The data of an event as JSON that fits into a message: if need be without some fields, named in `truncated`. A batch's
 * request, estimate and error hold texts of others, of any length; a receiver finds them in the batch. The longest go
 * first, so that as few as possible do.
 */
export function fittingJson(data: object): string {
  let json = JSON.stringify(data);
  if (fits(json)) return json;
  const shortened = structuredClone(data) as Parts;
  const truncated: string[] = [];
  for (const [part, field] of longestFirst(shortened)) {
    delete shortened[part]?.[field];
    truncated.push(`${part}.${field}`);
    json = JSON.stringify({ ...shortened, truncated });
    if (fits(json)) break;
  }
  return json;
}

function longestFirst(parts: Parts): [part: string, field: string][] {
  return Object.entries(parts)
    .filter(([, value]) => typeof value === 'object' && value !== null)
    .flatMap(([part, fields]) =>
      Object.entries(fields).map(([field, value]) => ({ part, field, bytes: bytesOf(JSON.stringify(value) ?? '') })),
    )
    .sort((a, b) => Number(a.part === KEPT_LONGEST) - Number(b.part === KEPT_LONGEST) || b.bytes - a.bytes)
    .map(({ part, field }) => [part, field]);
}

function fits(json: string): boolean {
  return bytesOf(json) + ENVELOPE_BYTES < MAX_MESSAGE_BYTES;
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
