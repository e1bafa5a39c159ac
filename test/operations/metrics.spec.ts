import { readFileSync } from 'node:fs';
import { makeBucket, makeJpeg } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { parseMetrics, total, type Family } from '../support/prometheus.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver } from '../support/webhook-receiver.js';

const METRICS_TOKEN = 'a-token-for-metrics-only';
/** Prometheus' own rules for names; these three are prom-client's, and as they are. */
const MISNAMED_BY_LIBRARY = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];
const UNITS = /_(seconds|bytes|info|dollars_total)$/;

describe('GET /metrics', () => {
  let service: Service;
  let account: AccountClient;

  beforeAll(async () => {
    const environment = { METRICS_TOKEN, OPENAI_INPUT_PRICE: '2', OPENAI_OUTPUT_PRICE: '8' };
    service = await startService({ environment });
    account = await service.client.account();
  });
  afterAll(() => service.close());

  async function scrape(): Promise<Map<string, Family>> {
    const answer = await service.client.call<string>('GET', '/metrics', { token: METRICS_TOKEN });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain;/)]);
    return parseMetrics(answer.body);
  }

  it('is for who has its token', async () => {
    for (const token of [undefined, 'wrong', account.key, service.settings.operators[0].token]) {
      expect((await service.client.call('GET', '/metrics', { token })).status).toBe(401);
    }
  });

  it('says of a batch what the database says', async () => {
    const bucket = await makeBucket(account);
    const receiver = await startReceiver((count) => (count === 1 ? 500 : 200));
    await account.post('/api/webhooks', { url: receiver.url, events: ['batch.completed'] });
    const keys = ['a.jpg', 'b.jpg', 'c.jpg', 'broken.jpg', 'missing.jpg'];
    for (const [place, key] of keys.slice(0, 3).entries()) await bucket.put(key, await makeJpeg(400 + 40 * place, 300));
    await bucket.put('broken.jpg', Buffer.from('not a picture'));
    const source = { connection: bucket.connection, keys };
    const { id } = await account.submit({ source, ai: { altText: true } });
    expect((await account.ended(id)).status).toBe('completed');
    await receiver.received(1);
    await until(
      () => rows('SELECT sum(requests)::int AS requests FROM ai_usage'),
      ([asked]) => asked?.requests === 3,
    );
    await service.client.expectSoundBooks();

    const metrics = await scrape();
    const [images] = await rows(`SELECT count(*) FILTER (WHERE status = 'succeeded')::int AS succeeded,
      count(*) FILTER (WHERE reason = 'not_found')::int AS not_found,
      count(*) FILTER (WHERE reason = 'not_an_image')::int AS no_image,
      sum(in_bytes) FILTER (WHERE status = 'succeeded')::int AS read,
      sum(out_bytes) FILTER (WHERE status = 'succeeded')::int AS written,
      sum(in_bytes - out_bytes) FILTER (WHERE status = 'succeeded')::int AS saved FROM images`);
    const settled = (labels: Record<string, string>) => total(metrics, 'fluxbatch_images_settled_total', labels);
    expect(images).toEqual({
      succeeded: settled({ outcome: 'succeeded', reason: 'none' }),
      not_found: settled({ outcome: 'failed', reason: 'not_found' }),
      no_image: settled({ outcome: 'failed', reason: 'not_an_image' }),
      read: total(metrics, 'fluxbatch_image_read_bytes_total'),
      written: total(metrics, 'fluxbatch_image_written_bytes_total'),
      saved: total(metrics, 'fluxbatch_image_saved_bytes_total'),
    });
    expect(images).toMatchObject({ succeeded: 3, not_found: 1, no_image: 1 });

    const credits = ['reserved', 'settled', 'released'].map((move) => [
      total(metrics, `fluxbatch_credits_${move}_total`, { credit: 'compression' }),
      total(metrics, `fluxbatch_credits_${move}_total`, { credit: 'ai' }),
    ]);
    const ledger = await rows(`SELECT entry, sum(amount) FILTER (WHERE bucket = 'compression')::int AS compression,
      sum(amount) FILTER (WHERE bucket <> 'compression')::int AS ai FROM credit_ledger WHERE batch_id IS NOT NULL
      GROUP BY entry ORDER BY array_position(ARRAY['reserve', 'settle', 'release'], entry)`);
    expect(credits).toEqual(ledger.map(({ compression, ai }) => [compression, ai]));

    const [spent] = await rows(`SELECT requests::int, input_tokens::int AS input, output_tokens::int AS output,
      nanodollars::float8 / 1e9 AS dollars FROM ai_usage`);
    expect(spent).toEqual({
      requests: total(metrics, 'fluxbatch_ai_requests_total'),
      input: total(metrics, 'fluxbatch_ai_tokens_total', { kind: 'input' }),
      output: total(metrics, 'fluxbatch_ai_tokens_total', { kind: 'output' }),
      dollars: expect.closeTo(total(metrics, 'fluxbatch_ai_cost_dollars_total'), 12),
    });
    expect(spent?.dollars).toBeGreaterThan(0);

    expect(total(metrics, 'fluxbatch_webhook_attempt_duration_seconds_count', { outcome: 'refused' })).toBe(1);
    expect(total(metrics, 'fluxbatch_queue_depth', { queue: 'images' })).toBe(0);
    expect(total(metrics, 'fluxbatch_reading_success')).toBe(6);
    for (const stage of ['encode', 'upload']) {
      expect(total(metrics, 'fluxbatch_image_stage_duration_seconds_count', { stage })).toBeGreaterThanOrEqual(3);
    }
    const submits = { method: 'POST', route: '/api/batches', status: '202' };
    expect(total(metrics, 'fluxbatch_http_request_duration_seconds_count', submits)).toBe(1);
    await receiver.close();
  });

  it('names and explains everything as Prometheus wants it, and puts no id into a label', async () => {
    const families = [...(await scrape()).values()];
    expect(families.length).toBeGreaterThan(40);
    for (const { name, help, type, samples } of families) {
      expect([name, help.length > 15, type]).toEqual([
        name,
        true,
        expect.stringMatching(/^(counter|gauge|histogram)$/),
      ]);
      if (!MISNAMED_BY_LIBRARY.includes(name))
        expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter']);
      if (type === 'histogram') expect(name).toMatch(UNITS);
      const words = samples.flatMap(({ labels }) => Object.values(labels));
      expect(words.filter((word) => /[0-9a-hjkmnp-tv-z]{26}|@|\d\.\d+\.\d/.test(word) && !/^v\d/.test(word))).toEqual(
        [],
      );
      if (name.startsWith('fluxbatch_')) expect(name).toMatch(/^fluxbatch_[a-z]+(_[a-z]+)*$/);
    }
  });

  it('is documented: every figure of ours, and no other', async () => {
    const page = readFile('docs/metrics.md');
    const cells = [...page.matchAll(/^\| (`fluxbatch_[^|]*)\|/gm)].map(([, cell = '']) => cell);
    const documented = cells.flatMap((cell) => cell.match(/fluxbatch_[a-z_]+/g) ?? []);
    const ours = [...(await scrape()).keys()].filter((name) => name.startsWith('fluxbatch_'));
    expect(documented.sort()).toEqual(ours.sort());
  });

  it.each(['docker/grafana/fluxbatch.json', 'docker/prometheus/alerts.yml'])(
    '%s asks for nothing that is not there',
    async (path) => {
      const file = readFile(path);
      const known = new Set([...(await scrape()).values()].flatMap(namesOf));
      const asked = file.match(/\b(fluxbatch|nodejs|process)_[a-z_0-9]+/g) ?? [];
      expect(asked.length).toBeGreaterThan(5);
      expect(asked.filter((name) => !known.has(name))).toEqual([]);
    },
  );

  async function rows(sql: string): Promise<Record<string, number>[]> {
    return (await service.sql.pool.query<Record<string, number>>(sql)).rows;
  }
});

function readFile(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** A histogram has three. */
function namesOf({ name, type }: Family): string[] {
  return type === 'histogram' ? ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`) : [name];
}
