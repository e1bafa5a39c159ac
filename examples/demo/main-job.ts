import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchView } from '#service/batches/reading/batch-view.js';
import type { imageView } from '#service/batches/reading/image-view.js';
import type { Usage } from '#service/credits/usage.js';
import type { AuditResponse } from '#service/operator/audit.service.js';
import { Api } from './api.ts';
import type { Cleanup } from './cleanup.ts';
import { bold } from '#service/cli/paint.js';
import { PREFIX } from './pictures.ts';
import { Progress } from '#service/cli/progress.js';
import { isSignedWith, Receiver, type Received } from './receiver.ts';
import type { DemoService } from './service.ts';
import { count } from '#service/cli/table.js';

export type Image = ReturnType<typeof imageView>;

/** A customer of the service, with a bucket and an address for webhooks. */
export interface Customer {
  account: string;
  key: string;
  connection: string;
  endpoint: { id: string; secret: string };
  receiver: Receiver;
}

/** Everything the main job left behind. */
export interface MainJob {
  batch: BatchView;
  images: Image[];
  usage: { before: Usage; after: Usage };
  webhook: { message: Received; type: string; batchId: string; verified: boolean } | null;
  audit: AuditResponse;
}

const POLL_MS = 200;
const WEBHOOK_TIME_LIMIT_MS = 20_000;

/** What an operator and a new customer do once. */
export async function setUp(
  { address, adminToken, bucket }: DemoService,
  cleanup: Cleanup,
  signal: AbortSignal,
): Promise<Customer> {
  const operator = new Api(address, adminToken, signal);
  const newAccount = { name: 'Demo', email: 'demo@example.com', plan: 'agency' };
  const { account, key } = await operator.post<{ account: { id: string }; key: string }>(
    '/api/admin/accounts',
    newAccount,
  );

  const api = new Api(address, key, signal);
  const connection = await api.post<{ id: string }>('/api/connections', { name: 'My photos', ...bucket });
  const receiver = new Receiver();
  const url = await receiver.start(cleanup);
  const events = ['batch.completed', 'batch.failed'];
  const endpoint = await api.post<{ id: string; secret: string }>('/api/webhooks', { url, events });
  return { account: account.id, key, connection: connection.id, endpoint, receiver };
}

/** Submits a batch, watches it to its end, and collects what there is to see of it. */
export async function runMainJob(service: DemoService, customer: Customer, signal: AbortSignal): Promise<MainJob> {
  const api = new Api(service.address, customer.key, signal);
  const before = await api.get<Usage>('/api/usage');
  tellUsage(before);
  const submitted = await api.post<BatchView>('/api/batches', {
    source: { connection: customer.connection, prefix: PREFIX },
    destination: { key: 'optimized/{path}{seoName}.{ext}' },
    compress: { format: 'webp', quality: 82 },
    ai: { altText: true, seoRename: true, language: 'en' },
    metadata: { from: 'demo' },
  });
  console.log(bold(`Batch ${submitted.id}: ${PREFIX} to WebP, with alt texts and names`));
  const batch = await watch(api, submitted, signal);

  const images = await api.get<{ data: Image[] }>(`/api/batches/${batch.id}/images?limit=200`);
  const after = await api.get<Usage>('/api/usage');
  const webhook = await firstWebhook(customer, signal);
  const audit = await new Api(service.address, service.adminToken, signal).get<AuditResponse>('/api/admin/audit');
  return { batch, images: images.data, usage: { before, after }, webhook, audit };
}

function tellUsage(usage: Usage): void {
  const { compressor_used, ia_credits_used, ia_credits_monthly } = usage;
  const ai = `${count(ia_credits_used)} of ${count(ia_credits_monthly)} AI credits`;
  console.log(`  before: ${count(compressor_used)} compressions and ${ai} used\n`);
}

async function watch(api: Api, submitted: BatchView, signal: AbortSignal): Promise<BatchView> {
  const progress = new Progress(process.stdout);
  let batch = submitted;
  for (; ; await sleep(POLL_MS, undefined, { signal })) {
    batch = await api.get<BatchView>(`/api/batches/${batch.id}`);
    progress.show(batch);
    if (batch.endedAt !== null) break;
  }
  progress.end();
  return batch;
}

async function firstWebhook({ receiver, endpoint }: Customer, signal: AbortSignal): Promise<MainJob['webhook']> {
  const message = await receiver.firstMessage(WEBHOOK_TIME_LIMIT_MS, signal);
  if (!message) return null;
  const { type, data } = JSON.parse(message.body) as { type: string; data: { id: string } };
  return { message, type, batchId: data.id, verified: isSignedWith(endpoint.secret, message) };
}
