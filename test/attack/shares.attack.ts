import { setTimeout as sleep } from 'node:timers/promises';
import { makeBucket, makeJpeg } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { compress } from '../support/compress-call.js';
import { openStream, type OpenStream } from '../support/event-stream.js';
import { startKeyStore } from '../support/key-store.js';
import { until } from '../support/until.js';
import { RawConnection } from './support/raw.js';
import { startStage, type Stage } from './support/stage.js';

describe('what all accounts share', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.end());

  async function openBatch(account: AccountClient): Promise<string> {
    const bucket = await makeBucket(account);
    await bucket.put('a.jpg', await makeJpeg());
    const source = { connection: bucket.connection, keys: ['a.jpg'] };
    return (await account.submit({ source, dryRun: true })).id;
  }

  it('has event streams left when one account opens as many as it can', async () => {
    const attacker = await stage.api.account();
    const batch = await openBatch(attacker);
    const own = await openBatch(stage.bystander);
    const streams: OpenStream[] = [];
    while (streams.length < 150) {
      const more = Array.from({ length: 10 }, () => openStream(stage.api, attacker, batch));
      streams.push(...(await Promise.all(more)));
    }
    const mine = await openStream(stage.api, stage.bystander, own);
    for (const stream of [...streams, mine]) stream.drop();
    expect(mine.status).toBe(200);
    // The attacker had its share, and was told why it got no more.
    expect(streams.filter(({ status }) => status === 200).length).toBeGreaterThan(3);
    expect(new Set(streams.map(({ status }) => status)).size).toBe(2);
  });

  it('has room for a form when others send theirs a byte at a time', async () => {
    const photo = await makeJpeg();
    const attackers = await Promise.all(Array.from({ length: 6 }, () => stage.api.account()));
    const drips = await Promise.all(
      attackers.flatMap((attacker) =>
        Array.from({ length: 10 }, async () => {
          const connection = await RawConnection.open(stage.api.url);
          connection.head('POST', '/api/compress', {
            authorization: `Bearer ${attacker.key}`,
            'content-type': 'multipart/form-data; boundary=x',
            'content-length': '10000000',
          });
          connection.send('--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n');
          return connection;
        }),
      ),
    );
    const dripping = setInterval(() => drips.forEach((connection) => connection.send('x')), 3_000);
    try {
      await sleep(500);
      // Soon, and from then on.
      await until(
        () => compress({ client: stage.api }, stage.bystander, { files: [['a.jpg', photo]] }),
        ({ status }) => status === 200,
        40,
      );
      await until(
        () => drips.filter((connection) => !connection.isClosed && connection.status === null).length,
        (left) => left === 0,
        40,
      );
    } finally {
      clearInterval(dripping);
      for (const connection of drips) connection.drop();
    }
  });

  it('has listings left when a store makes up keys without end', async () => {
    const store = await startKeyStore({ page: 100, delayMs: 50 });
    const attacker = await stage.api.account();
    const source = { connection: await store.connect(attacker), prefix: '' };
    // More than all workers list at once.
    const endless = await Promise.all(Array.from({ length: 6 }, () => attacker.submit({ source, dryRun: true })));
    await until(store.pages, (asked) => asked > 20);
    const bucket = await makeBucket(stage.bystander);
    await bucket.put('a.jpg', await makeJpeg());
    const mine = await stage.bystander.submit({ source: { connection: bucket.connection, prefix: '' } });
    const ended = await stage.bystander.ended(mine.id, 60).finally(async () => {
      for (const { id } of endless) await attacker.post(`/api/batches/${id}/cancel`, {});
      await until(
        () => Promise.all(endless.map(({ id }) => attacker.batch(id))),
        (batches) => batches.every(({ endedAt }) => endedAt !== null),
      );
      store.close();
    });
    expect(ended).toMatchObject({ status: 'completed', images: { succeeded: 1 } });
  });

  it('has connections left when one caller holds hundreds open and says nothing', async () => {
    const silent = await Promise.all(Array.from({ length: 400 }, () => RawConnection.open(stage.api.url)));
    for (const connection of silent) connection.send('GET /api/usage HTTP/1.1\r\nhost: attacked\r\nx-a: ');
    await sleep(2_000);
    expect((await stage.bystander.get('/api/usage')).status).toBe(200);
    for (const connection of silent) connection.drop();
  });
});
