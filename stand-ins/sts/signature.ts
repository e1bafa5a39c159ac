import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as it came, for AWS Signature Version 4. */
export interface SignedRequest {
  method: string;
  /** Path and query as they were sent. */
  url: string;
  headers: Record<string, string | string[] | undefined>;
  /** SHA-256 of the body as hex, or what the signer says in its place. */
  payload: string;
}

export interface Scope {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
}

interface Claims extends Scope {
  time: string;
  signedHeaders: string[];
  signature: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Who says to have signed; null when nobody does. */
export function scopeOf(request: SignedRequest): Scope | null {
  return claimsOf(request);
}

/** Whether the holder of the secret signed exactly this, written from AWS's description and not from the SDK. */
export function isSignedWith(request: SignedRequest, secretAccessKey: string): boolean {
  const claims = claimsOf(request);
  if (!claims) return false;
  const { date, region, service, time, signedHeaders, signature } = claims;
  const [path = '/', query = ''] = request.url.split('?');
  const headers = signedHeaders.map((name) => `${name}:${[request.headers[name] ?? ''].flat().join(',').trim()}\n`);
  const canonical = [
    request.method,
    path,
    sorted(query),
    headers.join(''),
    signedHeaders.join(';'),
    request.payload,
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secretAccessKey}`, date));
  const expected = hmac(key, text);
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function claimsOf({ url, headers }: SignedRequest): Claims | null {
  const query = new URLSearchParams(url.split('?')[1]);
  const said = String(headers.authorization ?? '');
  const part = (name: string) => new RegExp(`${name}=([^, ]+)`).exec(said)?.[1];
  const credential = query.get('X-Amz-Credential') ?? part('Credential');
  const signedHeaders = query.get('X-Amz-SignedHeaders') ?? part('SignedHeaders');
  const signature = query.get('X-Amz-Signature') ?? part('Signature');
  const time = query.get('X-Amz-Date') ?? String(headers['x-amz-date'] ?? '');
  if (!credential || !signedHeaders || !signature) return null;
  const [accessKeyId = '', date = '', region = '', service = ''] = credential.split('/');
  return { accessKeyId, date, region, service, time, signedHeaders: signedHeaders.split(';'), signature };
}

function sorted(query: string): string {
  const pairs = query.split('&').filter((pair) => pair !== '' && !pair.startsWith('X-Amz-Signature='));
  return pairs
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .sort()
    .join('&');
}
