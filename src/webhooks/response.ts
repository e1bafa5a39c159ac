import type { Dispatcher } from 'undici';

/** Bytes read of a response's body at most; then the connection is cut. */
const MAX_READ_BYTES = 16_384;
/** Bytes of it kept in the delivery log. */
const MAX_KEPT_BYTES = 4_096;
const MAX_HEADERS = 40;
const MAX_VALUE_CHARS = 200;

/** Headers that help to find a fault and can hold no credentials. Of all others only the name is kept. */
const SHOWN_HEADERS = new Set(
  (
    'age allow cache-control cf-ray connection content-encoding content-language content-length content-type date ' +
    'retry-after server transfer-encoding vary via x-powered-by x-request-id'
  ).split(' '),
);
/** What no log may hold, also when a receiver sends back what it got or shows what it holds itself. */
const SECRETS = [
  /whsec_[A-Za-z0-9+/=_-]+/g,
  /flx_live_[0-9a-zA-Z]+/g,
  /\bv1a?,[A-Za-z0-9+/=]{16,}/g,
  /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi,
  /\beyJ[\w.-]+/g, // JSON web tokens
  /\b(AKIA|ASIA)[A-Z0-9]{12,}/g,
  /\b[sr]k[-_][\w-]{12,}/g, // of Stripe and OpenAI
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*/g,
];
/** `name=value` and `"name": "value"`, in addresses, forms and JSON: the value of a name that says what it is. */
const NAMED_SECRETS =
  /(signature|credential|awsaccesskeyid|token|passw(?:or)?d|secret|api[_-]?key|\bsig)(["']?\s*[=:]\s*["']?)[^&\s"'<>]+/gi;
/** Headers that were sent back: all of the line, as it may hold several. */
const SECRET_HEADERS = /(authorization|cookie)(["']?\s*[=:]\s*["']?)[^"'\r\n]+/gi;
const REDACTED = '[redacted]';

/** Reads the body until it ends, as far as there is room; more of it is not taken. Throws when it is cut off or too slow. */
export async function readResponse(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    // Leaving the loop destroys the stream and with it the connection.
    if (bytes >= MAX_READ_BYTES) break;
  }
  return keptText(Buffer.concat(chunks).subarray(0, MAX_KEPT_BYTES));
}

/** The start of a response as text that PostgreSQL takes, without anything that looks like a credential. */
export function keptText(bytes: Buffer): string {
  return withoutSecrets(bytes.toString('utf8').replaceAll('\0', '\ufffd'));
}

/** A response's headers for the log: names, and the values that are known to be harmless. */
export function keptHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const names = Object.keys(headers).slice(0, MAX_HEADERS);
  return Object.fromEntries(names.map((name) => [printable(name), keptValue(name, headers[name])]));
}

function keptValue(name: string, value: string | string[] = ''): string {
  return SHOWN_HEADERS.has(name.toLowerCase()) ? printable(withoutSecrets([value].flat().join(', '))) : REDACTED;
}

function withoutSecrets(text: string): string {
  const kept = SECRETS.reduce((left, secret) => left.replace(secret, REDACTED), text);
  return kept.replace(SECRET_HEADERS, `$1$2${REDACTED}`).replace(NAMED_SECRETS, `$1$2${REDACTED}`);
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '\ufffd').slice(0, MAX_VALUE_CHARS);
}
