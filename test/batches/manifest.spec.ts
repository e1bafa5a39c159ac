import { gzipSync } from 'node:zlib';
import { ExpandService } from '../../src/batches/expansion/expand.service.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';

describe('a manifest as the source of a batch', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    service = await startService();
    account = await service.client.account();
    bucket = await makeBucket(account);
    for (const key of ['in/b.jpg', 'in/a.jpg', 'in/c, "d".jpg', 'in/ü.jpg']) await bucket.put(key, await makeJpeg());
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  let runs = 0;
  const run = async (manifest: string, content: string | Buffer, rest: object = {}) => {
    await bucket.put(manifest, Buffer.from(content));
    // Results of its own: those of the run before would be left as they are.
    const destination = { key: `run-${(runs += 1)}/{path}{name}.{ext}` };
    const { id } = await account.submit({ source: { connection: bucket.connection, manifest, ...rest }, destination });
    return account.ended(id);
  };
  const keysOf = async (id: string) => (await account.images(id)).map(({ key }) => key);

  const csv = 'name,key,etag\r\n1,in/b.jpg,\r\n2,in/a.jpg,\r\n\r\n3,"in/c, ""d"".jpg",\r\n4,in/a.jpg,\r\n';
  const jsonl = ['in/b.jpg', 'in/a.jpg', 'in/c, "d".jpg', 'in/a.jpg'].map((key) => JSON.stringify({ n: 1, key }));

  it.each([
    ['CSV', csv],
    ['CSV with a byte order mark', `\ufeff${csv}`],
    ['CSV, gzipped', gzipSync(csv)],
    ['JSON lines', jsonl.join('\n')],
    ['JSON lines with empty ones', `\ufeff${jsonl.join('\r\n\r\n')}\r\n`],
    ['JSON lines, gzipped', gzipSync(jsonl.join('\n'))],
  ])('reads %s; a key named twice is one image', async (_, content) => {
    const batch = await run('list', content);
    expect(batch).toMatchObject({ status: 'completed', images: { total: 3, succeeded: 3 } });
    expect(await keysOf(batch.id)).toEqual(['in/a.jpg', 'in/b.jpg', 'in/c, "d".jpg']);
  });

  it('takes what include and exclude leave of it', async () => {
    const batch = await run('list', 'key\nin/a.jpg\nin/b.jpg\nin/ü.jpg\n', {
      include: ['in/[aü].jpg'],
      exclude: ['**/a.*'],
    });
    expect(await keysOf(batch.id)).toEqual(['in/ü.jpg']);
    const none = await run('list', 'key\nin/a.jpg\n', { include: ['nothing/**'] });
    expect(none).toMatchObject({ status: 'failed', error: { code: 'storage_not_found' } });
  });

  it.each(['csv', 'jsonl'])('takes our own report.%s, all of its rows', async (type) => {
    const first = await run('list', 'key\nin/a.jpg\nin/b.jpg\nin/missing.jpg\n');
    expect(first.images).toMatchObject({ succeeded: 2, failed: 1 });
    const { body: report } = await account.get<string>(`/api/batches/${first.id}/report.${type}`);
    const again = await run(`report.${type}`, report);
    expect(again.images).toMatchObject({ total: 3, succeeded: 2, failed: 1 });
    expect((await account.images(again.id))[0]?.etag).toMatch(/^"[0-9a-f]{32}"$/);
  });

  it('pins the version that an ETag names, quoted or not', async () => {
    const first = await run('list', 'key\nin/a.jpg\n');
    const quoted = (await account.images(first.id))[0]?.etag ?? '';
    const good = await run(
      'list',
      [quoted, quoted.slice(1, -1)].map((etag) => JSON.stringify({ key: 'in/a.jpg', etag })).join('\n'),
    );
    expect(good.images).toMatchObject({ total: 1, succeeded: 1 });
    const bare = await run('list', `key,etag\nin/a.jpg,${quoted.slice(1, -1)}\nin/b.jpg,0123\n`);
    expect(bare.images).toMatchObject({ succeeded: 1, failed: 1 });
    expect((await account.images(bare.id)).map(({ reason }) => reason)).toEqual([null, 'source_changed']);
  });

  it.each<[string, string | Buffer, string]>([
    ['an empty file', '', 'is empty'],
    ['nothing but blanks', ' \r\n\n', 'is empty'],
    ['a header alone', 'key,etag\n', 'names no object'],
    ['no column key', 'name,size\na.jpg,1\n', 'line 1: expected JSON lines, or a CSV header with a column key'],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a]), 'line 1: expected UTF-8'],
    ['a JSON array', '[{"key":"a.jpg"}]', 'line 1: expected JSON lines, or a CSV header with a column key'],
    ['an empty key', 'key,etag\na.jpg,\n,\n', 'line 3: key: expected an object key'],
    ['a row too short', 'etag,key\n1,a.jpg\n2\n', 'line 3: key: Invalid input: expected string, received undefined'],
    ['a key too long', `key\na.jpg\n${'é'.repeat(513)}\n`, 'line 3: key: expected at most 1024 bytes'],
    ['a key with NUL', '{"key":"a.jpg"}\n{"key":"a\\u0000"}', 'line 2: key: expected valid Unicode without NUL'],
    ['half a character', '{"key":"a.jpg"}\n{"key":"\\ud800"}', 'line 2: key: expected valid Unicode without NUL'],
    ['a key that is a number', '{"key":1}', 'line 1: key: Invalid input: expected string, received number'],
    ['an ETag that is none', '{"key":"a.jpg","etag":"a b"}', 'line 1: etag: expected an ETag'],
    ['broken JSON', '{"key":"a.jpg"}\n{"key":', 'line 2: expected a JSON object'],
    ['JSON that is no object', '{"key":"a.jpg"}\n["b.jpg"]', 'line 2: expected a JSON object'],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from('key\na.jpg\n'), Buffer.from([0xc3, 0x28, 0x0a])]),
      'line 3: expected UTF-8',
    ],
    ['invalid UTF-8 in JSON', Buffer.from('{"key":"a.jpg"}\n{"key":"\xc3("}', 'latin1'), 'line 2: expected UTF-8'],
    ['an open quote', 'key\na.jpg\n"b.jpg\n', 'line 3: quotes of CSV do not match'],
    ['an endless line', `key\n${'x'.repeat(100_000)}`, 'line 2: longer than 65536 bytes'],
    ['an endless line of JSON', `{"key":"a.jpg"}\n{"key":"${'x'.repeat(200_000)}`, 'line 2: longer than 65536 bytes'],
    [
      'a gzip bomb',
      gzipSync(Buffer.concat([Buffer.from('key\n'), Buffer.alloc(64 * 1024 * 1024, '\n')])),
      'grows to more than 200 times its size',
    ],
    ['half a gzip', gzipSync(csv).subarray(0, 40), 'is not whole: gzip cannot read it'],
  ])('refuses %s, and says where', async (_, content, message) => {
    const batch = await run('bad', content);
    expect(batch.status).toBe('failed');
    expect(batch.error).toMatchObject({ code: 'invalid_request', fields: [{ path: 'source.manifest', message }] });
    expect(batch.credits.compression.reserved).toBe(0);
  });

  it('fails a batch whose manifest is not there', async () => {
    const { id } = await account.submit({ source: { connection: bucket.connection, manifest: 'no/such.csv' } });
    expect(await account.ended(id)).toMatchObject({ status: 'failed', error: { code: 'storage_not_found' } });
  });

  it('gives -2 to the later in key order, whatever the order of the rows', async () => {
    for (const name of ['a-2.jpg', 'a.jpeg', 'a.jpg', 'a.png']) await bucket.put(`same/${name}`, await makeJpeg());
    const batch = await run('list', 'key\nsame/a.png\nsame/a.jpg\nsame/a-2.jpg\nsame/a.jpeg\n');
    expect(
      (await account.images(batch.id)).map(({ key, targetKey }) => [key, targetKey?.replace(/^run-[0-9]+./, '')]),
    ).toEqual([
      ['same/a-2.jpg', 'same/a-2.webp'],
      ['same/a.jpeg', 'same/a.webp'],
      ['same/a.jpg', 'same/a-3.webp'],
      ['same/a.png', 'same/a-4.webp'],
    ]);
  });
});

describe('reading a manifest that is interrupted', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;
  const names = Array.from({ length: 4_500 }, (_, n) => `${(n * 7919) % 4_500}.jpg`);

  beforeEach(async () => {
    // Nothing is expanded unless the test does it.
    service = await startService({ environment: { ROLE: 'api' } });
    account = await service.client.account();
    bucket = await makeBucket(account);
  });
  afterEach(async () => {
    await service.client.expectSoundBooks();
    await service.close();
  });

  /** Another attempt, without the wait behind the one before. */
  const expand = async () => {
    await service.sql.pool.query(`UPDATE batches SET expand_lease_until = NULL WHERE status = 'expanding'`);
    await service.app.get(ExpandService).expandNext();
  };

  /** Leaves the batch as a worker does that dies when it writes the key. */
  const dieAt = async (key: string, event: string) => {
    await service.sql.pool
      .query(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'died'; END $$;
      CREATE TRIGGER die BEFORE ${event} ON images FOR EACH ROW WHEN (NEW.key = '${key}') EXECUTE FUNCTION die()`);
    await expand();
    await service.sql.pool.query('DROP TRIGGER die ON images; DROP FUNCTION die()');
  };
  const submit = async () => {
    const { id } = await account.submit({
      source: { connection: bucket.connection, manifest: 'list.csv' },
      destination: { key: 'out/{name}.{ext}' },
    });
    return id;
  };

  it('goes on behind the last rows that were written, also with the targets', async () => {
    const flat = names.flatMap((name) => [`1/${name}`, `2/${name}`]);
    await bucket.put('list.csv', gzipSync(['key', ...flat, ...flat.slice(0, 3_000)].join('\n')));
    const id = await submit();
    await dieAt(flat[5_500] ?? '', 'INSERT');
    expect(await account.batch(id)).toMatchObject({ status: 'expanding', images: { total: 5_000 } });
    await dieAt('2/20.jpg', 'UPDATE');
    expect(await account.batch(id)).toMatchObject({ status: 'expanding', images: { total: 9_000 } });
    await expand();
    expect(await account.batch(id)).toMatchObject({ status: 'queued', images: { total: 9_000 } });
    const { rows } = await service.sql.pool.query(
      `SELECT target_key FROM images WHERE batch_id = $1 AND key LIKE '%/20.jpg' ORDER BY key`,
      [id],
    );
    expect(rows.map(({ target_key: target }) => target)).toEqual(['out/20.webp', 'out/20-2.webp']);
    await account.post(`/api/batches/${id}/cancel`, undefined);
  });

  it('fails when the manifest is another one by then', async () => {
    await bucket.put('list.csv', Buffer.from(['key', ...names].join('\n')));
    const id = await submit();
    await dieAt(names[1_500] ?? '', 'INSERT');
    await bucket.put('list.csv', Buffer.from(['key', ...names.toReversed()].join('\n')));
    await expand();
    expect(await account.batch(id)).toMatchObject({
      status: 'failed',
      images: { total: 1_000, skipped: 1_000 },
      error: { fields: [{ path: 'source.manifest', message: 'changed while it was read; submit the batch again' }] },
    });
  });
});
