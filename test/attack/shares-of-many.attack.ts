import { request } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_DOWNLOADS } from '../../src/accounts/downloads.service.js';
import { makeJpeg } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { compress } from '../support/compress-call.js';
import { openStream, type OpenStream } from '../support/event-stream.js';
import { startKeyStore, type KeyStore } from '../support/key-store.js';
import { until } from '../support/until.js';
import { RawConnection } from './support/raw.js';
import { startStage, type Stage } from './support/stage.js';

const MEGABYTE = 1024 * 1024;
/** How long whoever pays may wait. */
const SOON_MS = 2_000;

/** Anybody may sign up again and again. The bystander is on a paid plan. */
describe('what two hundred free accounts can hold together', () => {
  let stage: Stage;
  let folder: string;
  let crowd: AccountClient[];
  const open: RawConnection[] = [];
  const stores: KeyStore[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fluxbatch-plans-'));
    // With keys instead of sessions: that is faster to set up, and makes no difference here.
    await writeFile(join(folder, 'plans.json'), JSON.stringify({ plans: { free: { features: ['api'] } } }));
    stage = await startStage({ PLANS_FILE: join(folder, 'plans.json') });
    crowd = await inTens(Array.from({ length: 200 }), () => stage.api.account({ plan: 'free' }));
  });
  afterEach(() => {
    for (const connection of open.splice(0)) connection.drop();
    for (const store of stores.splice(0)) store.close();
  });
  afterAll(async () => {
    await stage.end();
    await rm(folder, { recursive: true, force: true });
  });

  /** A body of this account that has only begun. */
  async function begin(
    account: AccountClient,
    path: string,
    headers: Record<string, string>,
    beginning: string | Buffer,
  ) {
    const connection = await RawConnection.open(stage.api.url);
    open.push(connection);
    connection.head('POST', path, { authorization: `Bearer ${account.key}`, ...headers });
    connection.send(beginning);
    return connection;
  }
  async function storeOf(options: Parameters<typeof startKeyStore>[0]): Promise<KeyStore> {
    const store = await startKeyStore(options);
    stores.push(store);
    return store;
  }
  async function ms(work: () => Promise<unknown>): Promise<number> {
    const began = performance.now();
    await work();
    return performance.now() - began;
  }

  it('leaves places for uploads', async () => {
    const photo = await makeJpeg();
    const type = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '10000000' };
    const part = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n';
    const held = await inTens(crowd, (account) => begin(account, '/api/compress', type, part));
    await until(
      () => held.filter(({ status }) => status === 503).length,
      (refused) => refused > 100,
    );
    const send = () => compress({ client: stage.api }, stage.bystander, { files: [['a.jpg', photo]] });
    let status = 0;
    expect(await ms(async () => ({ status } = await send()))).toBeLessThan(SOON_MS);
    expect(status).toBe(200);
  });

  it('leaves event streams', async () => {
    const store = await storeOf({});
    const batchOf = async (account: AccountClient) => {
      const source = { connection: await store.connect(account), keys: ['a.jpg'] };
      return (await account.submit({ source, dryRun: true })).id;
    };
    const theirs = await inTens(crowd, batchOf);
    const mine = await batchOf(stage.bystander);
    const opened = crowd.map((account, n) => openStream(stage.api, account, theirs[n] ?? ''));
    await sleep(2_000);
    let stream: OpenStream | undefined;
    expect(await ms(async () => (stream = await openStream(stage.api, stage.bystander, mine)))).toBeLessThan(SOON_MS);
    expect(stream?.status).toBe(200);
    for (const other of await Promise.all(opened)) other.drop();
    stream?.drop();
  });

  it('leaves reports', async () => {
    const store = await storeOf({ keys: 1_000 });
    const reportOf = async (account: AccountClient) => {
      const source = { connection: await store.connect(account), prefix: '' };
      const { id } = await account.submit({ source, dryRun: true });
      await until(
        () => account.batch(id),
        ({ status }) => status === 'ready',
        180,
      );
      return `/api/batches/${id}/report.csv`;
    };
    const [mine = '', ...theirs] = await Promise.all(
      [stage.bystander, ...crowd.slice(0, MAX_DOWNLOADS + 10)].map(reportOf),
    );
    // More than fits into the sockets of a reader that takes nothing.
    await stage.query(`UPDATE images SET etag = repeat('x', 12000)`);
    const unread = theirs.map((path, n) => {
      const headers = { authorization: `Bearer ${crowd[n]?.key}` };
      return request(stage.api.url + path, { headers, agent: false }, (response) => void response.pause());
    });
    await inTens(unread, async (call) => {
      call.on('error', () => {}).end();
      await sleep(200);
    });
    await sleep(2_000);
    let status = 0;
    expect(await ms(async () => ({ status } = await stage.bystander.get(mine)))).toBeLessThan(SOON_MS);
    for (const call of unread) call.destroy();
    expect(status).toBe(200);
  });

  it('leaves room for bodies', async () => {
    const type = { 'content-type': 'application/json', 'content-length': String(16 * MEGABYTE) };
    const beginning = Buffer.alloc(MEGABYTE, ' ');
    for (const account of crowd.slice(0, 80)) await begin(account, '/api/batches', type, beginning);
    await until(
      () => open.filter(({ status }) => status === 503).length,
      (refused) => refused > 10,
    );
    // Taken, and refused for what it asks.
    const large = { source: { connection: 'c', keys: [] }, metadata: { text: 'x'.repeat(MEGABYTE) } };
    expect((await stage.bystander.post('/api/batches', large)).status).toBe(400);
  });
});

/** Ten at a time: to prepare an attack must keep nobody waiting yet. */
async function inTens<From, To>(things: From[], make: (thing: From) => Promise<To>): Promise<To[]> {
  const made: To[] = [];
  for (let n = 0; n < things.length; n += 10) made.push(...(await Promise.all(things.slice(n, n + 10).map(make))));
  return made;
}
