import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { makeBucket, makeJpeg } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver } from '../support/webhook-receiver.js';
import { startWorker, type WorkerProcess } from '../support/role-process.js';

interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  service: string;
  attributes: Record<string, unknown>;
}

interface Sent {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: { spans: (Omit<ReceivedSpan, 'attributes' | 'service'> & { attributes: Attribute[] })[] }[];
  }[];
}
interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: number | string };
}

const named = (attributes: Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]));

describe('traces', () => {
  let collector: Server;
  let service: Service;
  let worker: WorkerProcess;
  let account: AccountClient;
  const spans: ReceivedSpan[] = [];

  beforeAll(async () => {
    collector = createServer(async (request, answer) => {
      expect([request.method, request.url]).toEqual(['POST', '/v1/traces']);
      const { resourceSpans } = (await json(request)) as Sent;
      for (const { resource, scopeSpans } of resourceSpans) {
        const service = String(named(resource.attributes)['service.name']);
        const received = scopeSpans.flatMap((scope) => scope.spans);
        spans.push(...received.map((span) => ({ ...span, service, attributes: named(span.attributes) })));
      }
      answer.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    await new Promise<void>((listening) => collector.listen(0, '127.0.0.1', listening));
    const { port } = collector.address() as AddressInfo;
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, ROLE: 'api,scheduler' };
    service = await startService({ environment });
    worker = await startWorker(service.environment);
    account = await service.client.account();
  });
  afterAll(async () => {
    await worker.end('SIGTERM');
    await service.close();
    collector.close();
  });

  it('go from the request over rows to the worker, and on to the webhook', async () => {
    const receiver = await startReceiver();
    const bucket = await makeBucket(account);
    await bucket.put('in/a.jpg', await makeJpeg());
    const source = { connection: bucket.connection, prefix: 'in/' };
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const request = { source, ai: { altText: true }, webhookUrl: receiver.url };
    const { body } = await account.post<{ id: string }>('/api/batches', request, { traceparent });
    await account.ended(body.id);

    const wanted = ['expand', 'image', 'download', 'encode', 'ai', 'upload', 'settle', 'webhook'];
    const ofTrace = () => spans.filter(({ traceId }) => traceId === traceparent.split('-')[1]);
    await until(ofTrace, (found) => wanted.every((name) => found.some((span) => span.name === name)));
    const [post] = ofTrace().filter(({ name }) => name === 'POST /api/batches');
    expect(post).toMatchObject({
      parentSpanId: 'b7ad6b7169203331',
      service: 'fluxbatch',
      attributes: { 'http.response.status_code': 202 },
    });
    const span = (name: string) => ofTrace().find((found) => found.name === name);
    const ofBatch = { parentSpanId: post?.spanId, attributes: { batchId: body.id } };
    for (const name of ['expand', 'image']) {
      expect(span(name)).toMatchObject({ ...ofBatch, service: 'fluxbatch-worker' });
    }
    // Whichever process settled the last image: the scheduler settles too.
    const ending = ofTrace().find(({ spanId }) => spanId === span('webhook')?.parentSpanId);
    expect(ending).toMatchObject({ ...ofBatch, name: 'settle' });
    for (const name of ['download', 'encode', 'ai', 'upload']) {
      expect(span(name)?.parentSpanId).toBe(span('image')?.spanId);
    }
    await service.client.expectSoundBooks();
    await receiver.close();
  });

  it('begin with requests only, and not with those of machines that look after it', async () => {
    await service.client.call('GET', '/health/ready');
    await account.get('/api/usage');
    await until(
      () => spans.map(({ name }) => name),
      (names) => names.includes('GET /api/usage'),
    );
    const beginnings = spans.filter(({ parentSpanId }) => !parentSpanId).map(({ name }) => name);
    expect(beginnings.filter((name) => !/^[A-Z]+ \/api\//.test(name))).toEqual([]);
  });
});
