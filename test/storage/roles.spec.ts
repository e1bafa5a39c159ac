import { setTimeout as sleep } from 'node:timers/promises';
import { KeptCredentials } from '../../src/storage/temporary-credentials.js';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Settings } from '../../src/config/settings.js';
import { BlockedAddress } from '../../src/outbound/address-guard.js';
import { RolesService } from '../../src/storage/roles.service.js';
import { ROLE_ARN, sessionPolicy } from '../../src/storage/role-policy.js';
import { StorageService } from '../../src/storage/storage.service.js';
import { StsStandIn } from '../../stand-ins/sts/stand-in.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { serversEnvironment } from '../support/environment.js';
import { startService, type Service } from '../support/service.js';

const CALLER = { accessKeyId: 'AKIAFLUXBATCH', secretAccessKey: 'the-secret-of-the-service' };
const PRINCIPAL = 'arn:aws:iam::111122223333:role/fluxbatch';
const never = new AbortController().signal;

interface Setup {
  externalId: string;
  principal: string;
  trustPolicy: { Statement: { Principal: object; Condition: object }[] };
}

describe('connections by role', () => {
  let sts: StsStandIn;
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;
  let names = 0;

  beforeAll(async () => {
    sts = await StsStandIn.start({ caller: CALLER, storage: serversEnvironment().S3_ENDPOINT ?? '' });
    service = await startService({
      environment: {
        STS_PRINCIPAL: PRINCIPAL,
        STS_ENDPOINT: sts.url,
        STS_ACCESS_KEY_ID: CALLER.accessKeyId,
        STS_SECRET_ACCESS_KEY: CALLER.secretAccessKey,
      },
    });
    account = await service.client.account();
    bucket = await makeBucket(account);
    await bucket.put('in/a.jpg', await makeJpeg());
  });
  beforeEach(() => {
    sts.mode = 'right';
    sts.lifeSeconds = null;
    sts.asked.length = 0;
    sts.refusals.length = 0;
  });
  afterAll(async () => {
    await service.close();
    await sts.stop();
  });

  const setup = async (of = account) => (await of.get<Setup>('/api/connections/role-setup')).body;
  /** A role that trusts as the page tells. */
  const newRole = async (externalId?: string | null) => {
    const roleArn = `arn:aws:iam::999988887777:role/images/${(names += 1)}`;
    sts.roles.set(roleArn, { externalId: externalId === undefined ? (await setup()).externalId : externalId });
    return roleArn;
  };
  const request = (roleArn: string) => ({
    name: 'by role',
    bucket: bucket.bucket,
    region: 'eu-central-1',
    endpoint: sts.storageUrl,
    forcePathStyle: true,
    roleArn,
  });
  const connect = (roleArn: string, by = account) =>
    by.post<{ id: string; code?: string; error?: string; accessKeyId: null; roleArn: string }>(
      '/api/connections',
      request(roleArn),
    );

  it('are set up with an external id that the service makes, one for each account', async () => {
    const mine = await setup();
    expect(mine.externalId).toMatch(/^fluxbatch-[0-9a-f]{32}$/);
    expect(mine).toMatchObject({
      principal: PRINCIPAL,
      trustPolicy: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Principal: { AWS: PRINCIPAL },
            Condition: { StringEquals: { 'sts:ExternalId': mine.externalId } },
          },
        ],
      },
    });
    expect(await setup()).toEqual(mine);
    expect((await setup(await service.client.account())).externalId).not.toBe(mine.externalId);
    const chosen = await account.post('/api/connections', { ...request(await newRole()), externalId: 'mine' });
    expect(chosen.status).toBe(400);
  });

  it('run a batch without any secret, with rights on their bucket alone', async () => {
    const roleArn = await newRole();
    const made = await connect(roleArn);
    expect(made).toMatchObject({ status: 201, body: { roleArn, accessKeyId: null } });
    const { id } = await account.submit({ source: { connection: made.body.id, prefix: 'in/' } });
    expect(await account.ended(id)).toMatchObject({ status: 'completed', images: { succeeded: 1 } });
    expect((await bucket.get('optimized/in/a.webp')).length).toBeGreaterThan(0);
    const { externalId } = await setup();
    expect(sts.asked[0]).toMatchObject({
      RoleArn: roleArn,
      ExternalId: externalId,
      RoleSessionName: account.id,
      DurationSeconds: 3600,
      region: 'eu-central-1',
    });
    const policy = JSON.parse(sts.asked[0]?.Policy ?? '') as { Statement: { Action: string; Resource: string }[] };
    expect(policy.Statement.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ['s3:ListBucket', `arn:aws:s3:::${bucket.bucket}`],
      [['s3:GetObject', 's3:PutObject'], `arn:aws:s3:::${bucket.bucket}/*`],
    ]);
    expect(sts.refusals).toEqual([]);
    const { rows } = await service.sql.pool.query('SELECT * FROM connections WHERE id = $1', [made.body.id]);
    expect(rows).toMatchObject([{ sealed_secret: '', access_key_id: '', role_arn: roleArn }]);
    const { body } = await account.get<{ sample: { url: string }[] }>(`/api/connections/${made.body.id}/objects`);
    expect((await fetch(body.sample[0]?.url ?? '')).status).toBe(200);
    // The gate holds the session policy: the same credentials open no other bucket.
    const other = await makeBucket(account);
    const moved = (body.sample[0]?.url ?? '').replace(bucket.bucket, other.bucket);
    expect((await fetch(moved)).status).toBe(403);
  });

  it('are of no use to another account, and refused when the role asks for no external id', async () => {
    const roleArn = await newRole();
    const stranger = await service.client.account();
    expect(await connect(roleArn, stranger)).toMatchObject({
      status: 422,
      body: { code: 'storage_denied', permission: 'sts:AssumeRole' },
    });
    const open = await connect(await newRole(null));
    expect(open).toMatchObject({ status: 422, body: { code: 'storage_denied' } });
    expect(open.body.error).toMatch(/does not ask for the external id/);
    expect((await connect('arn:aws:iam::999988887777:role/nobody')).status).toBe(422);
  });

  it('renew credentials before they end, once however many ask', async () => {
    sts.lifeSeconds = 4;
    const { body } = await connect(await newRole());
    const open = await service.app.get(StorageService, { strict: false }).bucket(body.id);
    sts.asked.length = 0;
    const began = Date.now();
    while (Date.now() - began < 9_000) {
      await Promise.all(Array.from({ length: 5 }, () => open.get('in/a.jpg', 1_000_000, null, never)));
      await sleep(200);
    }
    expect(sts.refusals).toEqual([]);
    expect(sts.asked.length).toBeGreaterThanOrEqual(3);
    expect(sts.asked.length).toBeLessThanOrEqual(5);
  }, 30_000);

  it('ask again for credentials that are refused before their end', async () => {
    const { body } = await connect(await newRole());
    const open = await service.app.get(StorageService, { strict: false }).bucket(body.id);
    await open.get('in/a.jpg', 1_000_000, null, never);
    sts.revokeAll();
    const refused = open.get('in/a.jpg', 1_000_000, null, never);
    await expect(refused).rejects.toMatchObject({ reason: 'storage_error', retryable: true });
    expect((await open.get('in/a.jpg', 1_000_000, null, never)).bytes.length).toBeGreaterThan(0);
  });

  it('say what is wrong when STS refuses, gives what is over, fails or does not answer', async () => {
    const roleArn = await newRole();
    for (const mode of ['denied', 'expired', 'broken', 'slow'] as const) {
      sts.mode = mode;
      const began = Date.now();
      const answer = await connect(roleArn);
      expect([mode, answer.status, answer.body.code]).toEqual([mode, 422, 'storage_denied']);
      expect(Date.now() - began).toBeLessThan(20_000);
    }
  }, 60_000);

  it('are named by a role or a key pair, not by both, and by nothing that is no role', async () => {
    const roleArn = await newRole();
    const pair = { accessKeyId: 'a', secretAccessKey: 'b' };
    const tried = [
      { ...request(roleArn), ...pair },
      { ...request(roleArn), accessKeyId: 'a' },
      { ...request(roleArn), roleArn: 'arn:aws:iam::999988887777:user/somebody' },
      { ...request(roleArn), roleArn: `${roleArn} x` },
      { ...request(roleArn), endpoint: undefined },
      { ...request(roleArn), roleArn: undefined },
    ];
    for (const body of tried) expect((await account.post('/api/connections', body)).status).toBe(400);
    expect(ROLE_ARN.test('arn:aws-cn:iam::999988887777:role/a/b')).toBe(true);
    expect(ROLE_ARN.test('arn:aws:iam:::role/ceph')).toBe(true);
  });

  it('are not configured without a principal', async () => {
    const without = await startService({ environment: { ROLE: 'api' } });
    const other = await without.client.account();
    const refused = { status: 503, body: { code: 'roles_not_configured' } };
    const none = { status: 200, body: { principal: null, trustPolicy: null } };
    expect(await other.get('/api/connections/role-setup')).toMatchObject(none);
    expect(await other.post('/api/connections', request('arn:aws:iam::999988887777:role/x'))).toMatchObject(refused);
    await without.close();
  });
});

describe('the address of STS', () => {
  const serviceWith = (endpoint: string | undefined, allowPrivateEndpoints: boolean) => {
    const sts = { principal: PRINCIPAL, endpoint, keyPair: CALLER };
    return new RolesService({ sts, allowPrivateEndpoints } as Settings);
  };
  const role = { accountId: 'acc_1', roleArn: 'arn:aws:iam::999988887777:role/x', bucket: 'photos' };

  it('is that of the bucket’s region, and the call is signed for it', async () => {
    for (const [region, host] of [
      ['eu-central-1', 'sts.eu-central-1.amazonaws.com'],
      ['us-east-1', 'sts.us-east-1.amazonaws.com'],
      ['cn-north-1', 'sts.cn-north-1.amazonaws.com.cn'],
    ] as const) {
      const roles = serviceWith(undefined, false);
      const client = (roles as unknown as { client(region: string): STSClient }).client(region);
      const stop = (): never => {
        throw new Error('stopped');
      };
      let called: { hostname: string; headers: Record<string, string> } | undefined;
      client.middlewareStack.add(
        () => (args) => {
          called = args.request as typeof called;
          return stop();
        },
        { step: 'finalizeRequest', priority: 'low' },
      );
      await expect(roles.credentials({ ...role, region }, 'external').get()).rejects.toThrow('stopped');
      expect(called?.hostname).toBe(host);
      expect(called?.headers.authorization).toContain(`/${region}/sts/aws4_request`);
      roles.onApplicationShutdown();
    }
  });

  it('is guarded like every other when an operator sets one', async () => {
    for (const endpoint of ['http://127.0.0.1:9', 'https://10.0.0.1', 'https://sts.internal']) {
      const asked = serviceWith(endpoint, false)
        .credentials({ ...role, region: 'us-east-1' }, 'external')
        .get();
      await expect(asked).rejects.toMatchObject({ reason: 'access_denied', cause: expect.any(BlockedAddress) });
    }
  });
});

describe('the session policy', () => {
  it('has keys of KMS on AWS, through S3 alone, in the role’s own partition', () => {
    const text = sessionPolicy('arn:aws-cn:iam::999988887777:role/x', 'photos', 'cn-north-1', true);
    expect(text.length).toBeLessThan(2_048);
    const { Statement } = JSON.parse(text) as { Statement: { Resource: string; Condition?: object }[] };
    expect(Statement.map(({ Resource }) => Resource)).toEqual([
      'arn:aws-cn:s3:::photos',
      'arn:aws-cn:s3:::photos/*',
      '*',
    ]);
    expect(Statement[2]?.Condition).toEqual({ StringLike: { 'kms:ViaService': 's3.cn-north-1.*' } });
  });
});

describe('kept credentials', () => {
  it('are asked for once at a time, and a failure is not kept', async () => {
    let asked = 0;
    const kept = new KeptCredentials(() => {
      asked += 1;
      if (asked === 1) return Promise.reject(new Error('away'));
      return Promise.resolve({
        accessKeyId: 'a',
        secretAccessKey: 'b',
        sessionToken: 'c',
        expiration: new Date(Date.now() + 3_600_000),
      });
    });
    const both = await Promise.allSettled([kept.get(), kept.get()]);
    expect([asked, both.map(({ status }) => status)]).toEqual([1, ['rejected', 'rejected']]);
    await Promise.all([kept.get(), kept.get(), kept.get()]);
    await kept.get();
    expect(asked).toBe(2);
    kept.forget();
    await kept.get();
    expect(asked).toBe(3);
  });
});
