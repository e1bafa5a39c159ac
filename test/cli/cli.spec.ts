import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BatchView } from '../../src/batches/reading/batch-view.js';
import type { AccountClient } from '../support/client.js';
import { makeBucket, type TestBucket } from '../support/bucket.js';
import { putPictures } from '../support/pictures.js';
import { startService, type Service } from '../support/service.js';
import { command, startBadLine, startCommand } from './support.js';

const EXIT = { ok: 0, incomplete: 1, usage: 2, refused: 3, unreachable: 4, interrupted: 130 };

describe('fluxbatch', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;
  let environment: Record<string, string>;

  beforeAll(async () => {
    service = await startService({ plans: { plans: { starter: { features: ['api'], compressions: 2 } } } });
    account = await service.client.account();
    bucket = await makeBucket(account);
    environment = { FLUXBATCH_URL: service.client.url, FLUXBATCH_API_KEY: account.key };
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const address = (prefix: string) => `s3://${bucket.bucket}/${prefix}`;
  const fluxbatch = (...args: string[]) => command(environment, ...args);

  it('runs a prefix to its end and reports it', async () => {
    await putPictures(bucket, 'fine', 5);
    const { compressor_used: before } = await account.usage();
    const run = await fluxbatch('run', address('fine/'), '--format', 'webp', '--ai', '--wait', '--json');
    const batch = JSON.parse(run.stdout) as BatchView;
    expect(run).toMatchObject({ code: EXIT.ok });
    expect(run.stderr).toContain('100 %  5 of 5 images');
    expect(batch).toMatchObject({
      status: 'completed',
      images: { succeeded: 5 },
      ai: { altText: true, seoRename: true },
    });

    const status = await fluxbatch('status', batch.id);
    expect(status).toMatchObject({ code: EXIT.ok });
    expect(status.stdout).toContain(`${batch.id} completed`);
    expect((await fluxbatch('status')).stdout).toContain(batch.id);
    expect((await fluxbatch('usage')).stdout).toContain(`${before + 5} of unlimited used`);

    const folder = await mkdtemp(join(tmpdir(), 'fluxbatch-cli-'));
    const output = join(folder, 'report.csv');
    expect(await fluxbatch('report', batch.id, '--output', output)).toMatchObject({ code: EXIT.ok, stdout: '' });
    expect((await readFile(output, 'utf8')).match(/succeeded/g)).toHaveLength(5);
    await rm(folder, { recursive: true });
    const lines = (await fluxbatch('report', batch.id, '--json')).stdout.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { key: string }).key)).toHaveLength(5);
  });

  it('says with its exit code that images failed', async () => {
    await bucket.put('broken/a.jpg', Buffer.from('no picture'));
    await putPictures(bucket, 'broken', 1);
    const run = await fluxbatch('run', address('broken/'), '--wait');
    expect(run).toMatchObject({ code: EXIT.incomplete });
    expect(run.stdout).toContain('1 succeeded, 1 failed');
  });

  it('estimates, and makes the estimate the job', async () => {
    await putPictures(bucket, 'dry', 3);
    const estimate = await fluxbatch('estimate', address('dry/'));
    expect(estimate).toMatchObject({ code: EXIT.ok });
    expect(estimate.stdout).toContain('3 images: 3 jpg');
    const [, id = ''] = /fluxbatch start (bat_\w+)/.exec(estimate.stdout) ?? [];
    expect(await account.batch(id)).toMatchObject({ status: 'ready', credits: { compression: { reserved: 0 } } });
    expect(await fluxbatch('start', id, '--wait')).toMatchObject({ code: EXIT.ok });
    expect(await account.batch(id)).toMatchObject({ status: 'completed', images: { succeeded: 3 } });
  });

  it('is refused for lack of credits, by the answer or behind the listing', async () => {
    const poor = await service.client.account({ plan: 'starter' });
    const { bucket: name, put } = await makeBucket(poor);
    for (const key of ['a.jpg', 'b.jpg', 'c.jpg']) await put(key, Buffer.from('x'));
    const ofPoor = { ...environment, FLUXBATCH_API_KEY: poor.key };
    const run = await command(ofPoor, 'run', `s3://${name}/`, '--wait');
    expect(run).toMatchObject({ code: EXIT.refused });
    expect(run.stdout).toMatch(/failed[^]*insufficient_credits|failed[^]*Not enough credits/);
    const id = /bat_\w+/.exec((await command(ofPoor, 'estimate', `s3://${name}/`)).stdout)?.[0] ?? '';
    const start = await command(ofPoor, 'start', id);
    expect(start).toMatchObject({ code: EXIT.refused, stdout: '' });
    expect(start.stderr).toContain('compression credits: 3 needed, 2 left');
  });

  it('is refused with a wrong key, and for a bucket that no connection leads to', async () => {
    const wrong = await command({ ...environment, FLUXBATCH_API_KEY: `flx_live_${'0'.repeat(40)}` }, 'usage');
    expect(wrong).toMatchObject({ code: EXIT.refused });
    expect(wrong.stderr).toContain('Unauthorized');
    expect(wrong.stderr).toContain('must be a key of this server');
    const soon = new Date(Date.now() + 60_000).toISOString();
    const { body } = await account.post<{ id: string; key: string }>('/api/keys', { name: 'x', expiresAt: soon });
    await service.sql.pool.query('UPDATE api_keys SET expires_at = now() WHERE id = $1', [body.id]);
    const expired = await command({ ...environment, FLUXBATCH_API_KEY: body.key }, 'usage');
    expect(expired).toMatchObject({ code: EXIT.refused });
    expect(expired.stderr).toContain('The key has expired: make a new one');
    const elsewhere = await fluxbatch('run', 's3://of-somebody-else/');
    expect(elsewhere).toMatchObject({ code: EXIT.refused });
    expect(elsewhere.stderr).toContain('No connection');
    expect(await fluxbatch('status', 'bat_unknown')).toMatchObject({ code: EXIT.refused });
  });

  it('says that the server is unreachable', async () => {
    const nobody = { ...environment, FLUXBATCH_URL: 'http://127.0.0.1:9' };
    const usage = await command(nobody, 'usage', '--patience', '0');
    expect(usage).toMatchObject({ code: EXIT.unreachable, stdout: '' });
    expect(usage.stderr).toContain('Nobody answers at http://127.0.0.1:9');
  });

  it('calls wrong usage what it is', async () => {
    const mistakes: [args: string[], words: string][] = [
      [[], 'Commands'],
      [['compress'], 'no command compress'],
      [['run'], 's3://<bucket>/<prefix>'],
      [['run', 'photos/2026'], 's3://<bucket>/<prefix>'],
      [['run', 's3://photos/', '--colour', 'red'], '--colour'],
      [['run', 's3://photos/', '--on-interrupt', 'panic'], '--on-interrupt'],
      [['usage', '--patience', 'much'], '--patience'],
      [['usage', '--url', 'photos'], 'photos'],
      [['status', 'a', 'b'], 'b?'],
    ];
    const runs = await Promise.all(mistakes.map(([args]) => fluxbatch(...args)));
    expect(runs.map(({ code }) => code)).toEqual(mistakes.map(() => EXIT.usage));
    const unnamed = mistakes.filter(([, words], n) => !`${runs[n]?.stdout}${runs[n]?.stderr}`.includes(words));
    expect(unnamed).toEqual([]);
  });

  it('passes on what the server calls invalid, as wrong usage', async () => {
    const run = await fluxbatch('run', address('fine/'), '--format', 'bmp', '--quality', '12');
    expect(run).toMatchObject({ code: EXIT.usage });
    expect(run.stderr).toContain('compress.format');
    expect(run.stderr).toContain('compress.quality');
    expect(await fluxbatch('run', address('fine/'), '--quality', 'high')).toMatchObject({ code: EXIT.usage });
  });

  it('explains each command with an example', async () => {
    const names = ['run', 'estimate', 'start', 'status', 'cancel', 'report', 'usage'];
    const helps = await Promise.all(names.map((name) => fluxbatch(name, '--help')));
    expect(helps.map(({ code, stderr }) => [code, stderr])).toEqual(names.map(() => [EXIT.ok, '']));
    expect(names.filter((name, n) => !helps[n]?.stdout.includes(`  fluxbatch ${name}`))).toEqual([]);
  });

  it('makes one batch over a line that loses answers', async () => {
    await putPictures(bucket, 'once', 2);
    const line = await startBadLine(service.client.url);
    const before = (await account.get<{ data: BatchView[] }>('/api/batches?limit=200')).body.data.length;
    const run = await command({ ...environment, FLUXBATCH_URL: line.url }, 'run', address('once/'), '--wait');
    line.close();
    expect(run).toMatchObject({ code: EXIT.ok });
    expect(line.keys).toHaveLength(3);
    expect(new Set(line.keys).size).toBe(1);
    const after = (await account.get<{ data: BatchView[] }>('/api/batches?limit=200')).body.data.length;
    expect(after).toBe(before + 1);
  });

  it('asks at Ctrl-C whether to cancel, and does', async () => {
    const id = await pausedBatch('asked');
    const waiting = startCommand(environment, 'status', id, '--wait', '--on-interrupt', 'ask');
    await waiting.says(`Waiting for ${id}`);
    waiting.interrupt();
    await waiting.says('Cancel the batch?');
    waiting.answer('n');
    await waiting.says('Waiting for', 2);
    waiting.interrupt();
    await waiting.says('Cancel the batch?', 2);
    expect(await account.batch(id)).toMatchObject({ status: 'paused' });
    waiting.answer('y');
    expect(await waiting.end()).toMatchObject({ code: EXIT.interrupted });
    expect(await account.batch(id)).toMatchObject({ status: 'canceled' });
  });

  it('leaves the batch running at a second Ctrl-C', async () => {
    const id = await pausedBatch('left');
    const waiting = startCommand(environment, 'status', id, '--wait', '--on-interrupt', 'ask');
    await waiting.says(`Waiting for ${id}`);
    waiting.interrupt();
    await waiting.says('Cancel the batch?');
    waiting.interrupt();
    const { code, stderr } = await waiting.end();
    expect(code).toBe(EXIT.interrupted);
    expect(stderr).toContain(`fluxbatch cancel ${id}`);
    expect(await account.batch(id)).toMatchObject({ status: 'paused' });
    expect(await fluxbatch('cancel', id)).toMatchObject({ code: EXIT.ok });
    expect(await account.batch(id)).toMatchObject({ status: 'canceled' });
  });

  /** A batch that waits for somebody. */
  async function pausedBatch(prefix: string): Promise<string> {
    const keys = Array.from({ length: 40 }, (_, n) => `${prefix}/${n}.jpg`);
    const { id } = await account.submit({ source: { connection: bucket.connection, keys } });
    expect(await account.post(`/api/batches/${id}/pause`, {})).toMatchObject({ status: 200 });
    return id;
  }
});
