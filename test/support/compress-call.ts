import sharp from 'sharp';
import type { BatchView } from '../../src/batches/reading/batch-view.js';
import type { CompressResult } from '../../src/compress/compress-results.service.js';
import type { AccountClient, Answer } from './client.js';
import type { Service } from './service.js';

export type SentFile = [name: string, bytes: Buffer | string];

/** What a call may be answered: the results, or an error. */
export interface CompressBody {
  sessionId: string;
  results: CompressResult[];
  code?: string;
  fields?: { path: string; message: string }[];
  limit?: number;
}

export interface SentForm {
  files?: SentFile[];
  watermark?: Buffer;
  /** In front of the files, as they stand. */
  fields?: Record<string, string>;
  headers?: Record<string, string>;
}

/** Sends a form as a browser would. */
export async function compress(
  service: Pick<Service, 'client'>,
  account: AccountClient,
  { files = [], watermark, fields = {}, headers = {} }: SentForm,
): Promise<Answer<CompressBody>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, bytes] of files) form.append('file', new Blob([bytes as never]), name);
  if (watermark) form.append('watermarkFile', new Blob([watermark as never]), 'mark.png');
  const authorization = `Bearer ${account.key}`;
  const response = await fetch(`${service.client.url}/api/compress`, {
    method: 'POST',
    body: form,
    headers: { authorization, ...headers },
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as CompressBody };
}

/** As `compress`, where the files are taken. */
export async function compressed(service: Service, account: AccountClient, form: SentForm): Promise<CompressResult[]> {
  const { status, body } = await compress(service, account, form);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body.results;
}

/** A photo-like JPEG with much detail. */
export function makePhoto(width = 320, height = 240): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 25 };
  return sharp({ create: { width, height, channels: 3, background: 'grey', noise } })
    .jpeg({ quality: 95 })
    .toBuffer();
}

/** The batch behind results, by the list of batches: the newest. */
export async function newestBatch(account: AccountClient): Promise<BatchView | undefined> {
  return (await account.get<{ data: BatchView[] }>('/api/batches?limit=1')).body.data[0];
}
