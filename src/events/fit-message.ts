/** Standard Webhooks: "payloads should be kept under 20 kB". */
export const MAX_MESSAGE_BYTES = 20_000;
/** Type and timestamp around the data. */
const ENVELOPE_BYTES = 150;

/** What a receiver can do without, and finds in the batch: texts of the request, which may be long in bytes. */
const LEFT_OUT_FIRST = [
  ['source', 'include'],
  ['source', 'exclude'],
  ['watermark', 'key'],
  ['source', 'prefix'],
  ['source', 'manifest'],
  ['ai', 'context'],
  ['destination', 'key'],
  ['destination', 'cacheControl'],
] as const;

/** The data of an event as JSON that fits into a message: if need be without some fields, named in `truncated`. */
export function fittingJson(data: object): string {
  const whole = JSON.stringify(data);
  if (fits(whole)) return whole;
  const shortened = structuredClone(data) as Record<string, Record<string, unknown> | undefined>;
  const truncated: string[] = [];
  for (const [part, field] of LEFT_OUT_FIRST) {
    if (shortened[part]?.[field] === undefined) continue;
    delete shortened[part][field];
    truncated.push(`${part}.${field}`);
    const json = JSON.stringify({ ...shortened, truncated });
    if (fits(json)) return json;
  }
  return JSON.stringify({ ...shortened, truncated });
}

function fits(json: string): boolean {
  return Buffer.byteLength(json) + ENVELOPE_BYTES < MAX_MESSAGE_BYTES;
}
