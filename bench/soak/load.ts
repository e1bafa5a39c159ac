import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import type { Api } from '../service/service-side.ts';
import { prefixOf } from '../../stand-ins/canned-s3.ts';

const IMAGES = 200;
const PAUSE_MS = 500;

export interface Worked {
  done: number;
  errors: string[];
}

/** One batch after the other, each of so many images that are made up, until the signal. */
export function submitBatches(api: Api, connection: string, signal: AbortSignal): Promise<Worked> {
  return again(signal, async (n) => {
    const source = { connection, prefix: prefixOf(IMAGES) };
    const destination = { key: `soak/${n}/{path}{name}.{ext}` };
    const { id } = await api.call<{ id: string }>('POST', '/api/batches', { source, destination });
    for (;;) {
      await sleep(PAUSE_MS);
      const batch = await api.call<{ endedAt: string | null; status: string; images: { succeeded: number } }>(
        'GET',
        `/api/batches/${id}`,
      );
      if (batch.endedAt === null) continue;
      if (batch.images.succeeded !== IMAGES) throw new Error(`a batch ended as ${JSON.stringify(batch.images)}`);
      return;
    }
  });
}

/** One upload after the other, of a picture that is new each time. */
export function compressFiles(url: string, key: string, signal: AbortSignal): Promise<Worked> {
  return again(signal, async (n) => {
    const background = `#${(n % 0xffffff).toString(16).padStart(6, '0')}`;
    const picture = await sharp({ create: { width: 640, height: 480, channels: 3, background } })
      .jpeg()
      .toBuffer();
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(picture)], { type: 'image/jpeg' }), `${n}.jpg`);
    const headers = { authorization: `Bearer ${key}` };
    const response = await fetch(`${url}/api/compress`, { method: 'POST', headers, body: form });
    const answer = (await response.json()) as { results?: { status: string }[] };
    if (response.status !== 200 || answer.results?.[0]?.status !== 'succeeded') {
      throw new Error(`POST /api/compress was answered ${response.status} ${JSON.stringify(answer)}`);
    }
    await sleep(PAUSE_MS);
  });
}

async function again(signal: AbortSignal, work: (n: number) => Promise<void>): Promise<Worked> {
  const worked: Worked = { done: 0, errors: [] };
  while (!signal.aborted) {
    try {
      await work(worked.done + worked.errors.length);
      worked.done += 1;
    } catch (error) {
      worked.errors.push((error as Error).message);
      await sleep(PAUSE_MS);
    }
  }
  return worked;
}
