import type { CompressResult } from '../../src/compress/compress-results.service.js';
import { UploadRetentionService } from '../../src/batches/uploads/upload-retention.service.js';
import { OwnBucketService } from '../../src/storage/own-bucket.service.js';
import type { AccountClient } from '../support/client.js';
import { compress, compressed, makePhoto, newestBatch, type CompressBody } from '../support/compress-call.js';
import { startService, type Service } from '../support/service.js';

describe('results of POST /api/compress', () => {
  let service: Service;
  let account: AccountClient;
  let photo: Buffer;

  beforeAll(async () => {
    service = await startService();
    photo = await makePhoto(64, 48);
  });
  beforeEach(async () => {
    account = await service.client.account();
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const list = async (query: string, caller = account) =>
    (await caller.get<{ data: CompressResult[]; next: string | null }>(`/api/compress?${query}`)).body;
  const objects = () => service.app.get(OwnBucketService).list(`uploads/${account.id}/`, null, 100);
  const forget = () => service.app.get(UploadRetentionService).forget(200);
  /** As if so many hours had gone by for all uploads of the account. */
  const pass = async (hours: number) => {
    const past = `- make_interval(hours => ${hours})`;
    await service.sql.pool.query(`UPDATE uploads SET delete_after = delete_after ${past} WHERE account_id = $1`, [
      account.id,
    ]);
    await service.sql.pool.query(
      `UPDATE batches SET ended_at = ended_at ${past} WHERE account_id = $1 AND upload_id IS NOT NULL`,
      [account.id],
    );
  };

  it('are listed by session and by batch, newest first, in pages', async () => {
    const files = ['1', '2', '3'].map((name): [string, Buffer] => [`${name}.jpg`, photo]);
    await compressed(service, account, { files, fields: { sessionId: 'spring & summer' } });
    await compressed(service, account, { files: [['4.jpg', photo]], fields: { sessionId: 'autumn' } });
    const names = ({ data }: { data: CompressResult[] }) => data.map(({ originalName }) => originalName);
    expect(names(await list(''))).toEqual(['4.jpg', '3.jpg', '2.jpg', '1.jpg']);
    expect(names(await list('sessionId=autumn'))).toEqual(['4.jpg']);
    const page = await list('sessionId=spring+%26+summer&limit=2');
    expect(names(page)).toEqual(['3.jpg', '2.jpg']);
    expect(names(await list(`sessionId=spring+%26+summer&limit=2&cursor=${page.next}`))).toEqual(['1.jpg']);
    const { id } = (await newestBatch(account))!;
    expect(names(await list(`batch=${id}`))).toEqual(['4.jpg']);
    expect((await account.get(`/api/compress?sessionId=${'x'.repeat(101)}`)).status).toBe(400);

    const other = await service.client.account();
    for (const query of ['', 'sessionId=autumn', `batch=${id}`]) expect((await list(query, other)).data).toEqual([]);
  });

  it('are the same again for the same Idempotency-Key and form, and cost nothing more', async () => {
    const headers = { 'idempotency-key': 'once' };
    const files: [string, Buffer][] = [
      ['a.jpg', photo],
      ['no image.jpg', Buffer.from('text')],
    ];
    const first = await compress(service, account, { files, headers });
    const again = await compress(service, account, { files, headers });
    const alike = ({ sessionId, results }: CompressBody) => [sessionId, results.map(({ id, status }) => [id, status])];
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    expect(alike(again.body)).toEqual(alike(first.body));
    expect((await fetch(again.body.results[0]!.downloadUrl!)).status).toBe(200);

    const others = [
      { files: [['b.jpg', photo]] as [string, Buffer][] },
      { files: [['a.jpg', await makePhoto(64, 48)], files[1]!] as [string, Buffer][] },
      { files, fields: { quality: '81' } },
    ];
    for (const form of others) {
      const answer = await compress(service, account, { ...form, headers });
      expect(answer).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
    }
    expect((await account.usage()).compressor_used).toBe(1);
  });

  it('of two equal requests at once are those of one batch', async () => {
    const headers = { 'idempotency-key': 'twice' };
    const call = () => compress(service, account, { files: [['a.jpg', photo]], headers });
    const answers = await Promise.all([call(), call(), call()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.results[0]!.id)).size).toBe(1);
    expect((await account.usage()).compressor_used).toBe(1);
  });

  it('are kept for a day behind the end of the batch, then deleted with the files and the rows', async () => {
    const headers = { 'idempotency-key': 'kept' };
    const sent = { files: [['a.jpg', photo]] as [string, Buffer][], headers };
    const [{ downloadUrl }] = (await compress(service, account, sent)).body.results as [CompressResult];
    await pass(23);
    await forget();
    expect(await objects()).toHaveLength(2);
    const [soon] = (await list('')).data;
    expect(Date.parse(soon!.expiresAt!) - Date.now()).toBeLessThanOrEqual(3_600_000);
    await pass(2);
    await forget();
    expect(await objects()).toEqual([]);
    expect((await list('')).data).toEqual([]);
    expect((await fetch(downloadUrl!)).status).toBe(404);
    expect(await compress(service, account, sent)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await newestBatch(account)).toMatchObject({ status: 'completed' });
  });

  it('are not deleted under a batch that has not ended', async () => {
    await compressed(service, account, { files: [['a.jpg', photo]] });
    await pass(30);
    await service.sql.pool.query(`UPDATE batches SET ended_at = now() WHERE account_id = $1`, [account.id]);
    await forget();
    expect(await objects()).toHaveLength(2);
  });

  it('of a refused request leave nothing behind', async () => {
    const refused = await compress(service, account, { files: [['a.jpg', photo]], fields: { quality: '1' } });
    expect(refused.status).toBe(400);
    expect(await objects()).toHaveLength(1);
    await pass(1);
    await forget();
    expect(await objects()).toEqual([]);
    const { rows } = await service.sql.pool.query('SELECT id FROM uploads WHERE account_id = $1', [account.id]);
    expect(rows).toEqual([]);
  });

  it('have harmless names, whatever the files are called', async () => {
    const names: [Buffer, string, string][] = [
      [Buffer.from('../../../etc/passwd'), 'passwd', 'passwd.webp'],
      [Buffer.from('a\0b.jpg'), 'ab.jpg', 'ab.webp'],
      [Buffer.from('photo\u202Egpj.exe'), 'photogpj.exe', 'photogpj.webp'],
      [Buffer.from(`${'n'.repeat(10_000)}.jpg`), 'n'.repeat(255), `${'n'.repeat(100)}.webp`],
      [Buffer.from([0x66, 0xff, 0xfe, 0x2e, 0x6a, 0x70, 0x67]), 'f\ufffd\ufffd.jpg', 'f\ufffd\ufffd.webp'],
      [Buffer.from('写真.png'), '写真.png', '写真.webp'],
      [Buffer.from('..'), 'image', 'image.webp'],
      [Buffer.from('{seoName}/{hash}.jpg'), '{hash}.jpg', 'hash.webp'],
    ];
    const chunks = names.flatMap(([name]) => [
      Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="'),
      name,
      Buffer.from('"\r\n\r\n'),
      photo,
      Buffer.from('\r\n'),
    ]);
    const response = await fetch(`${service.client.url}/api/compress`, {
      method: 'POST',
      body: Buffer.concat([...chunks, Buffer.from('--b--\r\n')]),
      headers: { authorization: `Bearer ${account.key}`, 'content-type': 'multipart/form-data; boundary=b' },
    });
    const { results } = (await response.json()) as CompressBody;
    expect(results.map(({ originalName, filename }) => [originalName, filename])).toEqual(
      names.map(([, shown, filename]) => [shown, filename]),
    );
    for (const { downloadUrl } of results) expect((await fetch(downloadUrl!)).status).toBe(200);
    const keys = (await objects()).map(({ key }) => key);
    expect(keys.filter((key) => !key.startsWith(`uploads/${account.id}/upl_`))).toEqual([]);
  });

  it('can be reached by no batch: the service’s own bucket is no connection', async () => {
    for (const source of [
      { connection: null, keys: ['a.jpg'] },
      { keys: ['a.jpg'] },
      { connection: '', keys: ['a.jpg'] },
      { connection: null, upload: { files: 1, sessionId: 'x' } },
    ]) {
      expect((await account.post('/api/batches', { source })).status).toBe(400);
    }
    const insert = `INSERT INTO batches (id, account_id, status, request) VALUES ('bat_x', $1, 'expanding', '{}')`;
    await expect(service.sql.pool.query(insert, [account.id])).rejects.toThrow('batches_own_bucket_only_for_uploads');
  });
});
