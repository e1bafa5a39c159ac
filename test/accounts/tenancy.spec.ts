import { BREAKDOWNS } from '../../src/usage/breakdown-query.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient, Answer } from '../support/client.js';
import { operationsOf, type Operation } from '../support/openapi.js';
import { makePerson, someAddress, type Person } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

/** A file, and what Stripe would answer. */
const isNoList = (path: string) => ['/api/compress/archive', '/api/billing/preview'].includes(path);

/** Whoever calls: their words for an answer's status and code. */
type Caller = (method: string, path: string, body?: unknown) => Promise<Answer<{ code?: string }>>;

/** Bodies that would be accepted for one's own; the others need none. */
const BODIES: Record<string, object> = {
  'PATCH /api/keys/{id}': { budget: { compression: 1 } },
  'PATCH /api/webhooks/{id}': { paused: true },
  'POST /api/webhooks/{id}/replay': { since: new Date().toISOString() },
  'PATCH /api/account/members/{id}': { role: 'owner' },
};

/** The service answers these to everybody, or asks for nobody. */
const FOR_ANYBODY = /^\/health\/|^\/api\/auth\/|^\/api\/webhooks\/events$|^\/api\/stripe\/webhook$/;

describe('another account’s things', () => {
  let service: Service;
  let owner: AccountClient;
  let bucket: TestBucket;
  let ownerPerson: Person;
  let stranger: AccountClient;
  let strangerPerson: Person;
  let operations: Operation[];
  /** The owner's things, by the beginning of the path that names them. */
  const things = new Map<string, string[]>();

  const byKey =
    (account: AccountClient): Caller =>
    (method, path, body) =>
      service.client.call(method, path, { token: account.key, body });
  const bySession =
    (person: Person): Caller =>
    (method, path, body) =>
      person.call(method, path, body);

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
    owner = await service.client.account();
    stranger = await service.client.account();
    bucket = await makeBucket(owner);
    await bucket.put('a.jpg', await makeJpeg());
    const address = someAddress();
    await service.client.admin('POST', `/accounts/${owner.id}/members`, { email: address, role: 'owner' });
    ownerPerson = await makePerson(service, address);
    await ownerPerson.accept();
    strangerPerson = await makePerson(service);
    operations = await operationsOf(service.client);
    await fill();
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  async function fill(): Promise<void> {
    const source = { connection: bucket.connection, keys: ['a.jpg'] };
    const batch = await owner.submit({ source });
    const dry = await owner.submit({ source, dryRun: true });
    const key = await owner.post<{ id: string }>('/api/keys', { name: 'spare' });
    const webhook = await owner.post<{ id: string }>('/api/webhooks', { url: 'http://127.0.0.1:9/' });
    const sent = await owner.post<{ delivery: string }>(`/api/webhooks/${webhook.body.id}/test`, {});
    const invitation = await ownerPerson.call<{ id: string }>('POST', '/api/account/members', { email: someAddress() });
    const members = await owner.get<{ data: { id: string }[] }>('/api/account/members');
    things.set('/api/batches/', [batch.id, dry.id]);
    things.set(
      '/api/images/',
      (await owner.images(batch.id)).map(({ id }) => id),
    );
    things.set('/api/connections/', [bucket.connection]);
    things.set('/api/keys/', [key.body.id]);
    things.set('/api/webhooks/', [webhook.body.id]);
    things.set('/api/deliveries/', [sent.body.delivery]);
    const sessions = await ownerPerson.call<{ data: { id: string }[] }>('GET', '/api/auth/sessions');
    things.set(
      '/api/auth/sessions/',
      sessions.body.data.map(({ id }) => id),
    );
    // Made by a device, which no test here has.
    await service.sql.pool.query(
      `INSERT INTO passkeys (id, person_id, credential_id, public_key, counter, transports, name)
       SELECT 'pky_of_owner', id, 'x', 'x', 0, '{}', 'x' FROM people WHERE email = $1`,
      [ownerPerson.email],
    );
    things.set('/api/auth/passkeys/', ['pky_of_owner']);
    things.set('/api/account/members/', [invitation.body.id, ...members.body.data.map(({ id }) => id)]);
  }

  /** Everything of the owner's, as the owner sees it. */
  async function inventory(): Promise<unknown> {
    const lists = ['/api/batches', '/api/connections', '/api/keys', '/api/webhooks', '/api/account/members'];
    const answers = await Promise.all(lists.map((path) => owner.get<{ data: object[] }>(path)));
    // When the key that looks was used last is no thing of theirs.
    return answers.map(({ body }) => body.data.map((row) => ({ ...row, lastUsedAt: null })));
  }

  it('are not found, whatever is tried with their ids, by a key or by a person', async () => {
    const before = await inventory();
    const withIds = operations.filter(({ path }) => path.includes('{id}') && !path.startsWith('/api/admin'));
    expect(withIds.length).toBeGreaterThanOrEqual(25);
    const callers: [string, Caller][] = [
      ['key', byKey(stranger)],
      ['person', bySession(strangerPerson)],
    ];
    for (const { method, path } of withIds) {
      const ids = [...things].find(([beginning]) => path.startsWith(beginning))?.[1];
      // A route of a new kind of thing must be added to the map.
      expect([path, ids?.length ?? 0]).not.toEqual([path, 0]);
      for (const id of ids ?? []) {
        for (const [who, call] of callers) {
          const answer = await call(method, path.replace('{id}', id), BODIES[`${method} ${path}`]);
          const aboutPeople = who === 'key' && /^\/api\/(account\/members|auth\/(sessions|passkeys))\//.test(path);
          expect([who, method, path, answer.status, answer.body.code]).toEqual(
            aboutPeople ? [who, method, path, 403, 'forbidden'] : [who, method, path, 404, 'not_found'],
          );
        }
      }
    }
    expect(await inventory()).toEqual(before);
  });

  it('are not found when a body names them', async () => {
    const own = await makeBucket(stranger);
    const batch = (source: object, destination = {}) => stranger.post('/api/batches', { source, destination });
    const tried = [
      await batch({ connection: bucket.connection, keys: ['a.jpg'] }),
      await batch({ connection: bucket.connection, prefix: '' }),
      await batch({ connection: bucket.connection, manifest: 'a.jpg' }),
      await batch({ connection: own.connection, keys: ['a.jpg'] }, { connection: bucket.connection }),
      await stranger.post('/api/batches', {
        source: { connection: bucket.connection, keys: ['a.jpg'] },
        watermark: { key: 'a.jpg' },
      }),
      await strangerPerson.call('POST', '/api/account/switch', { account: owner.id }),
    ];
    for (const answer of tried) expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('are in nobody else’s lists', async () => {
    // The archive is no list: it wants a session named, and has a spec of its own.
    const lists = operations.filter(({ method, path }) => method === 'GET' && !path.includes('{') && !isNoList(path));
    const named = [...things.values()].flat().concat(owner.id, ownerPerson.email);
    // This one wants to be told what its rows are for.
    const asked = (path: string) =>
      path === '/api/usage/breakdown' ? BREAKDOWNS.map((by) => `${path}?by=${by}`) : [path];
    const paths = lists.map(({ path }) => path).filter((path) => !/^\/api\/admin|^\/api\/auth/.test(path));
    for (const path of paths.flatMap(asked)) {
      for (const call of [byKey(stranger), bySession(strangerPerson)]) {
        const answer = await call('GET', path);
        expect([path, answer.status]).toEqual([path, 200]);
        expect(named.filter((id) => JSON.stringify(answer.body).includes(id))).toEqual([]);
      }
    }
  });

  it('are for nobody without a key or a session, and the operator’s calls for nobody but the operator', async () => {
    const anyone: Caller = (method, path, body) => service.client.call(method, path, { body });
    for (const { method, path } of operations.filter(
      ({ path }) => !FOR_ANYBODY.test(path) || /change|everywhere|sessions/.test(path),
    )) {
      const callers = [anyone, ...(path.startsWith('/api/admin') ? [byKey(owner), bySession(ownerPerson)] : [])];
      for (const call of callers) {
        const answer = await call(method, path.replace('{id}', owner.id), method === 'GET' ? undefined : {});
        expect([method, path, answer.status, answer.body]).toEqual([
          method,
          path,
          401,
          { error: 'Unauthorized', code: 'unauthorized' },
        ]);
      }
    }
  });

  it('are not reached by keys and templates that lead out of a bucket', async () => {
    const own = await makeBucket(stranger);
    const out = `../${bucket.bucket}/a.jpg`;
    for (const source of [{ keys: [out] }, { keys: [`x/../${out}`] }, { keys: ['/../a.jpg'] }, { manifest: out }]) {
      const answer = await stranger.post('/api/batches', { source: { connection: own.connection, ...source } });
      expect([source, answer.status]).toEqual([source, 400]);
    }
    const key = `../${bucket.bucket}/{name}.{ext}`;
    const destination = { key };
    const source = { connection: own.connection, keys: ['a.jpg'] };
    expect((await stranger.post('/api/batches', { source, destination })).status).toBe(400);
    expect((await stranger.post('/api/batches', { source, watermark: { key: out } })).status).toBe(400);
  });

  it('do not include the service’s own bucket, even for who knows its credentials', async () => {
    const request = { ...bucket.connectionRequest, bucket: service.settings.ownBucket.bucket };
    const refused = await stranger.post('/api/connections', request);
    expect(refused).toMatchObject({ status: 422, body: { code: 'storage_denied' } });
    const { endpoint } = request;
    for (const roundabout of [`${endpoint}/${request.bucket}`, `${endpoint}/?x=1`, `${endpoint}#x`]) {
      const answer = await stranger.post('/api/connections', { ...bucket.connectionRequest, endpoint: roundabout });
      expect(answer).toMatchObject({ status: 400, body: { fields: [{ path: 'endpoint' }] } });
    }
    const host = { ...bucket.connectionRequest, endpoint: `http://${request.bucket}.localhost:1` };
    expect(await stranger.post('/api/connections', host)).toMatchObject({
      status: 422,
      body: { code: 'storage_denied' },
    });
    // Without credentials of one's own there is no falling back on the service's.
    const { accessKeyId, secretAccessKey, ...without } = bucket.connectionRequest;
    for (const partly of [without, { ...without, accessKeyId }, { ...without, secretAccessKey, accessKeyId: '' }]) {
      expect((await stranger.post('/api/connections', partly)).status).toBe(400);
    }
  });
});
