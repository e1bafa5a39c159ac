import { createHash, randomBytes } from 'node:crypto';
import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { isSignedWith, scopeOf, type SignedRequest } from './signature.ts';

/** A role of a customer's. */
export interface Role {
  /** What its trust policy asks for; null for one that asks for nothing. */
  externalId: string | null;
}

/** What was asked of STS. */
export interface AssumeRole {
  RoleArn: string;
  ExternalId: string | null;
  RoleSessionName: string;
  DurationSeconds: number;
  Policy: string;
  region: string;
}

interface Issued {
  secretAccessKey: string;
  sessionToken: string;
  expiration: number;
  buckets: string[];
}

export interface StsOptions {
  /** Whom the roles trust. */
  caller: { accessKeyId: string; secretAccessKey: string };
  /** Where objects really are. It sees requests that were let through. */
  storage: string;
}

/** STS's AssumeRole, and a gate before an S3 that lets through what was signed with credentials from here, for their bucket. */
export class StsStandIn {
  readonly roles = new Map<string, Role>();
  readonly asked: AssumeRole[] = [];
  /** How long credentials live, whatever is asked for. */
  lifeSeconds: number | null = null;
  /** `expired`: credentials that are over already. `slow`: no answer for a minute. */
  mode: 'right' | 'denied' | 'expired' | 'slow' | 'broken' = 'right';
  /** Why the gate refused, newest last. */
  readonly refusals: string[] = [];

  private readonly options: StsOptions;
  private readonly issued = new Map<string, Issued>();
  private readonly servers: Server[] = [];

  private constructor(options: StsOptions) {
    this.options = options;
  }

  static async start(options: StsOptions): Promise<StsStandIn> {
    const standIn = new StsStandIn(options);
    for (const answer of [standIn.answer, standIn.pass]) {
      const server = createServer((request, response) => {
        answer.call(standIn, request, response).catch(() => response.destroy());
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      standIn.servers.push(server);
    }
    return standIn;
  }

  get url(): string {
    return this.urlOf(0);
  }

  /** Where the S3 behind the gate is. */
  get storageUrl(): string {
    return this.urlOf(1);
  }

  /** Credentials that were given are refused from now on, before their end. */
  revokeAll(): void {
    for (const issued of this.issued.values()) issued.expiration = 0;
  }

  async stop(): Promise<void> {
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  }

  private urlOf(index: number): string {
    const address = this.servers[index]?.address() as AddressInfo | undefined;
    return `http://127.0.0.1:${address?.port}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const signed = { ...headOf(request), payload: createHash('sha256').update(body).digest('hex') };
    const scope = scopeOf(signed);
    const { accessKeyId, secretAccessKey } = this.options.caller;
    if (scope?.accessKeyId !== accessKeyId) return refuse(response, 403, 'InvalidClientTokenId');
    if (scope.service !== 'sts' || !isSignedWith(signed, secretAccessKey))
      return refuse(response, 403, 'SignatureDoesNotMatch');
    const form = new URLSearchParams(body);
    const field = (name: string) => form.get(name) ?? '';
    if (field('Action') !== 'AssumeRole') return refuse(response, 400, 'InvalidAction');
    const asked: AssumeRole = {
      RoleArn: field('RoleArn'),
      ExternalId: form.get('ExternalId'),
      RoleSessionName: field('RoleSessionName'),
      DurationSeconds: Number(field('DurationSeconds')),
      Policy: field('Policy'),
      region: scope.region,
    };
    this.asked.push(asked);
    const isRight =
      asked.DurationSeconds >= 900 &&
      asked.DurationSeconds <= 43_200 &&
      /^[\w+=,.@-]{2,64}$/.test(asked.RoleSessionName);
    if (!isRight || asked.Policy.length > 2_048) return refuse(response, 400, 'ValidationError');
    if (this.mode === 'slow') return;
    if (this.mode === 'broken') return refuse(response, 500, 'InternalFailure');
    const role = this.roles.get(asked.RoleArn);
    const isTrusted = role && (role.externalId === null || role.externalId === asked.ExternalId);
    if (!isTrusted || this.mode === 'denied') return refuse(response, 403, 'AccessDenied');
    response.writeHead(200, { 'content-type': 'text/xml' }).end(this.issue(asked));
  }

  private issue({ DurationSeconds, Policy }: AssumeRole): string {
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    const [secretAccessKey, sessionToken] = [randomBytes(20).toString('hex'), randomBytes(60).toString('base64')];
    const life = this.mode === 'expired' ? -60 : (this.lifeSeconds ?? DurationSeconds);
    const expiration = Date.now() + life * 1_000;
    this.issued.set(accessKeyId, { secretAccessKey, sessionToken, expiration, buckets: bucketsOf(Policy) });
    return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
      <AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey>
      <SessionToken>${sessionToken}</SessionToken><Expiration>${new Date(expiration).toISOString()}</Expiration>
      </Credentials></AssumeRoleResult></AssumeRoleResponse>`;
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const head = headOf(request);
    const query = new URL(head.url, this.url).searchParams;
    const isLink = query.has('X-Amz-Signature');
    const payload = isLink ? 'UNSIGNED-PAYLOAD' : String(request.headers['x-amz-content-sha256'] ?? '');
    const signed: SignedRequest = { ...head, payload };
    const issued = this.issued.get(scopeOf(signed)?.accessKeyId ?? '');
    const token = isLink ? query.get('X-Amz-Security-Token') : request.headers['x-amz-security-token'];
    const bucket = decodeURIComponent(head.url.split(/[/?]/)[1] ?? '');
    const reason = !issued
      ? 'InvalidAccessKeyId'
      : Date.now() >= issued.expiration
        ? 'ExpiredToken'
        : token !== issued.sessionToken
          ? 'InvalidToken'
          : !isSignedWith(signed, issued.secretAccessKey)
            ? 'SignatureDoesNotMatch'
            : issued.buckets.includes(bucket)
              ? null
              : 'AccessDenied';
    if (reason) {
      this.refusals.push(reason);
      request.resume();
      return refuse(response, reason === 'ExpiredToken' || reason === 'InvalidToken' ? 400 : 403, reason, true);
    }
    const { hostname, port, host } = new URL(this.options.storage);
    // Who signed is settled here: an emulator knows nobody of ours, and takes what nobody signed.
    const { authorization: _, 'x-amz-security-token': __, ...kept } = request.headers;
    const path = isLink ? head.url.split('?')[0] : head.url;
    const behind = send({ hostname, port, method: head.method, path, headers: { ...kept, host } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    behind.on('error', () => response.destroy());
    request.pipe(behind);
  }
}

/** The buckets of `arn:aws:s3:::bucket` and `arn:aws:s3:::bucket/*` in a policy. */
function bucketsOf(policy: string): string[] {
  return [...policy.matchAll(/arn:aws[a-z-]*:s3:::([^"/*]+)/g)].map(([, bucket = '']) => bucket);
}

function headOf({ method = 'GET', url = '/', headers }: IncomingMessage) {
  return { method, url, headers };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** In STS's shape; S3's is the same without the element around it. */
function refuse(response: ServerResponse, status: number, code: string, isStorage = false): void {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${code}</Message></Error>`;
  response
    .writeHead(status, { 'content-type': 'text/xml' })
    .end(isStorage ? error : `<ErrorResponse>${error}</ErrorResponse>`);
}
