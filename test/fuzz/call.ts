import { Agent, request } from 'node:http';
import type { Operation } from '../support/openapi.js';
import type { Random } from '../worlds/random.js';
import { randomForm } from './form.js';
import { hostileJson, hostileText } from './hostile.js';
import { nearlyRight, type RightBodies } from './nearly-right.js';
import { anyText, valueFor } from './values.js';

export interface FuzzCall {
  method: string;
  path: string;
  headers: Record<string, string | string[]>;
  body: string | Buffer | null;
}

/** What calls name of what is there. */
export interface Known {
  ids: string[];
  right: RightBodies;
  jpeg: Buffer;
}

export interface FuzzAnswer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
  ms: number;
}

const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'application/x-www-form-urlencoded',
];
const ODD_TYPES = [
  'multipart/form-data; boundary=x',
  'application/json; charset=nonsense',
  'nonsense',
  'a/b; c',
  '',
  '*/*',
];
const ODD_BODIES = [
  '{',
  '',
  'null',
  '[]',
  '"text"',
  '{"a":1}{"b":2}',
  '\ufeff{}',
  '1e999',
  '{"a":NaN}',
  '\0',
  '{"__proto__":{"a":1}}',
];

/** What an id begins with, by where it is asked for. */
const KINDS: Record<string, string> = {
  '/api/batches': 'bat_',
  '/api/images': 'img_',
  '/api/connections': 'con_',
  '/api/keys': 'key_',
  '/api/webhooks': 'whe_',
  '/api/deliveries': 'del_',
  '/api/admin/accounts': 'acc_',
};

/** A call of an operation with random and boundary values in its path, its query, its headers and its body. */
export function randomCall(
  operation: Operation,
  random: Random,
  known: Known,
  credentials: Record<string, string>,
): FuzzCall {
  const path = operation.path.replace(/\{[^}]+\}/g, () => pathPart(operation.path, random, known.ids));
  const query = queryOf(operation, random, known.ids);
  const content = contentOf(operation, random, known);
  return {
    method: random.chance(0.02)
      ? random.pick(['HEAD', 'OPTIONS', 'PUT', 'TRACE', 'PATCH', 'DELETE'])
      : operation.method,
    path: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers: { ...credentials, ...oddHeaders(random), ...(content ? { 'content-type': content.type } : {}) },
    body: content?.body ?? null,
  };
}

function queryOf({ parameters }: Operation, random: Random, ids: string[]): string[] {
  const query = parameters
    .filter((parameter) => parameter.in === 'query')
    .flatMap(({ name, schema }) => {
      if (random.chance(0.5)) return [];
      const text = (value: unknown) => `${random.chance(0.05) ? anyEncoded(random) : name}=${encode(String(value))}`;
      const given = text(valueFor(schema ?? {}, random, ids));
      return random.chance(0.05) ? [given, given] : [given];
    });
  if (random.chance(0.03))
    query.push(random.pick(['&&=', 'limit[]=1', 'limit[a]=1', '=', '?', '%', '%zz=%zz', 'a'.repeat(3_000)]));
  return query;
}

/** Also where none is expected, now and then. */
function contentOf(operation: Operation, random: Random, { ids, right, jpeg }: Known) {
  if (operation.form && random.chance(0.9)) return randomForm(operation.form, random, ids, jpeg);
  if (operation.body === null && random.chance(0.97)) return null;
  const nearly = random.chance(0.5) ? nearlyRight(operation, right, random, ids) : null;
  if (nearly !== null) return { type: 'application/json', body: nearly };
  return { type: contentType(random), body: bodyFor(operation, random, ids) };
}

function pathPart(path: string, random: Random, ids: string[]): string {
  const kind = Object.keys(KINDS).find((collection) => path.startsWith(collection));
  const fitting = kind ? ids.filter((id) => id.startsWith(KINDS[kind] ?? '')) : [];
  if (fitting.length > 0 && random.chance(0.5)) return random.pick(fitting);
  if (random.chance(0.4)) return random.pick(ids);
  return random.pick([
    anyEncoded(random),
    '%',
    '%zz',
    '%00',
    '%C0%AF',
    '..',
    '.',
    'a'.repeat(101),
    'a'.repeat(4_000),
    '%F0%9F%92%A5',
    '%2e%2e%2f',
    ';',
    '@',
  ]);
}

function anyEncoded(random: Random): string {
  return encode(anyText(random));
}

/** Lone surrogates cannot be encoded; they are sent as bytes that are no UTF-8. */
function encode(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80';
}

function contentType(random: Random): string {
  if (random.chance(0.9)) return 'application/json';
  return random.pick([...TYPES, ...ODD_TYPES]);
}

function bodyFor({ body }: Operation, random: Random, ids: string[]): string {
  if (random.chance(0.05)) return random.pick(ODD_BODIES);
  if (random.chance(0.05)) return hostileJson(random);
  return JSON.stringify(valueFor(body ?? { type: 'object' }, random, ids)) ?? '';
}

/** Headers the service reads, with what nobody should send in them. */
function oddHeaders(random: Random): Record<string, string | string[]> {
  const made: Record<string, string | string[]> = {};
  const odd = () =>
    random.pick(['', ' ', 'x', 'x'.repeat(256), 'x'.repeat(5_000), 'é', 'a,b', '"', 'W/"1"', '*', '-1', '1e9']);
  // Whoever sends headers of their own does not send line ends: no client lets them.
  const hostile = () =>
    hostileText(random)
      .replace(/[^\t\x20-\xff]/g, '')
      .slice(0, 6_000);
  for (const name of [
    'idempotency-key',
    'if-none-match',
    'x-request-id',
    'last-event-id',
    'x-forwarded-for',
    'accept',
    'accept-version',
    'expect',
    'user-agent',
  ]) {
    if (random.chance(0.04)) made[name] = name === 'expect' ? '100-continue' : random.chance(0.3) ? hostile() : odd();
  }
  if (random.chance(0.1)) made['idempotency-key'] = `key-${random.int(0, 20)}`;
  if (random.chance(0.02))
    made.cookie = random.pick([
      'fluxbatch.session_token=x',
      'fluxbatch.session_token=%',
      'a',
      '=;=;',
      'fluxbatch.session_token=a.b%3D',
    ]);
  if (random.chance(0.02))
    made.authorization = random.pick(['', 'Bearer', 'Bearer flx_live_', 'Basic YTpi', 'Bearer ' + 'f'.repeat(3_000)]);
  if (random.chance(0.02)) made['sec-fetch-site'] = random.pick(['cross-site', 'nonsense', '']);
  return made;
}

/** Sends it as it is. What never ends by itself, as a stream of events, is left after its first bytes. */
export function send(agent: Agent, url: string, { method, path, headers, body }: FuzzCall): Promise<FuzzAnswer> {
  const { hostname, port } = new URL(url);
  const began = performance.now();
  return new Promise((resolve) => {
    const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request(
      { agent, hostname, port, method, path, headers: { ...headers, ...length }, timeout: 20_000 },
      (response) => {
        let text = '';
        const end = () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, ms: performance.now() - began });
        const streams = response.headers['content-type']?.startsWith('text/event-stream');
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
          if (streams) response.destroy();
        });
        response.on('close', end);
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('no answer within 20 s')));
    sent.on('error', (error) =>
      resolve({ status: 0, headers: {}, text: error.message, ms: performance.now() - began }),
    );
    sent.end(body ?? undefined);
  });
}
