import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startService, type Service } from '../support/service.js';

describe('the endpoint of a connection, outside development', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api', ALLOW_PRIVATE_ENDPOINTS: 'false' } });
  });
  afterAll(() => service.close());

  it.each([
    'http://s3.example.com/',
    'https://127.0.0.1:9000/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://169.254.169.254/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[fd00:ec2::254]/',
    'https://minio/',
    'https://minio.internal/',
  ])('is refused as that of a webhook is: %s', async (endpoint) => {
    const account = await service.client.account();
    const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
    const request = { name: 'b', bucket: 'bucket', region: 'us-east-1', endpoint, forcePathStyle: true, ...keys };
    expect(await account.post('/api/connections', request)).toMatchObject({
      status: 422,
      body: { code: 'blocked_address' },
    });
  });

  it('is refused when it has a path or credentials in it, before anything is looked up', async () => {
    const account = await service.client.account();
    for (const endpoint of ['https://key:secret@s3.example.com/', 'https://s3.example.com/bucket']) {
      const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
      const answer = await account.post('/api/connections', {
        name: 'b',
        bucket: 'bucket',
        region: 'eu',
        endpoint,
        ...keys,
      });
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', fields: [{ path: 'endpoint' }] } });
    }
  });
});

/**
 * A process in which every name leads to 127.0.0.1, as one of an attacker's may from one moment to the next. Answers what a
 * webhook and a bucket at such a name say, and how many connections were made.
 */
const REBOUND = `
  import dns from 'node:dns';
  import { createServer } from 'node:net';
  import { once } from 'node:events';
  import { syncBuiltinESMExports } from 'node:module';
  const [{ SenderService }, { Bucket }, { refusalOf }] = await Promise.all(
    ['webhooks/sender.service', 'storage/bucket', 'storage/refusal'].map((path) => import(process.argv[1] + path + '.js')),
  );
  let connections = 0;
  const server = createServer((socket) => { connections += 1; socket.destroy(); }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  dns.lookup = (hostname, options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]);
  syncBuiltinESMExports();
  const at = 'https://rebound.example.com:' + server.address().port;
  const told = {};
  for (const allowPrivateEndpoints of [false, true]) {
    connections = 0;
    const message = { id: 'evt_1', body: '{}', url: at + '/hook', secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], attempt: 1 };
    const { error } = await new SenderService({ allowPrivateEndpoints, timeLimits: { webhookMs: 15_000 } }).send(message);
    const webhook = connections;
    const settings = { endpoint: at, region: 'us-east-1', bucket: 'b', forcePathStyle: true, accessKeyId: 'a', secretAccessKey: 'b' };
    const refusal = await new Bucket(settings, allowPrivateEndpoints).check().catch((thrown) => refusalOf(thrown, ''));
    told[allowPrivateEndpoints] = { error, webhook, code: refusal.code, bucket: connections - webhook };
  }
  console.log(JSON.stringify(told));
  process.exit(0);
`;

it('a name that leads into a private network is not dialled, neither for a webhook nor for a bucket', async () => {
  const dist = new URL('../../dist/', import.meta.url).href;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', REBOUND, dist], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const { false: guarded, true: unguarded } = JSON.parse(stdout) as Record<string, Record<string, unknown>>;
  expect(guarded).toEqual({ error: 'blocked address', webhook: 0, code: 'blocked_address', bucket: 0 });
  // Where private networks are allowed the same names are dialled: it is the guard that kept from it.
  expect(unguarded).toMatchObject({ webhook: 1, code: 'storage_denied' });
  expect(unguarded?.bucket).toBeGreaterThan(0);
});
