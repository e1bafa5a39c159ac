import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './api.js';
import { EXIT, Failure } from './failure.js';
import { Interruption, type OnInterrupt, type Wish } from './interruption.js';
import { Progress } from './progress.js';
import type { Batch } from './types.js';

const POLL_MS = 500;

export interface Followed {
  batch: Batch;
  /** Whether it was told to end by Ctrl-C. */
  canceled: boolean;
}

/**
 * Waits until a batch has ended, or a dry run is estimated, and shows on stderr how far it is.
 * @throws Failure `interrupted` when the person left it running
 */
export async function follow(api: Api, id: string, onInterrupt: OnInterrupt): Promise<Followed> {
  const interruption = new Interruption(onInterrupt);
  const progress = new Progress(process.stderr);
  let canceled = false;
  let told: string | null = null;
  process.stderr.write(`Waiting for ${id}\n`);
  try {
    let wish = interruption.next();
    for (;;) {
      const batch = await Promise.race([api.batch(id), wish]);
      if (typeof batch !== 'string') {
        if (!interruption.isAsking) progress.show(batch);
        const cause = batch.pauseCause?.message ?? null;
        if (cause && cause !== told) tellPause(progress, batch, cause);
        told = cause;
        if (batch.endedAt !== null || batch.status === 'ready') return { batch, canceled };
      }
      const wished = typeof batch === 'string' ? batch : await Promise.race([sleep(POLL_MS, null), wish]);
      if (!wished) continue;
      wish = interruption.next();
      canceled = (await fulfil(api, id, wished)) || canceled;
    }
  } finally {
    interruption.end();
    progress.end();
  }
}

function tellPause(progress: Progress, { id }: Batch, cause: string): void {
  progress.end();
  process.stderr.write(`${id} is paused, because results cannot be written. ${cause}.\n`);
  process.stderr.write(`Once that is mended, resume it on its page or with: POST /api/batches/${id}/resume\n`);
}

/** Whether the batch was canceled. */
async function fulfil(api: Api, id: string, wish: Wish): Promise<boolean> {
  if (wish === 'leave') {
    throw new Failure(
      EXIT.interrupted,
      `${id} goes on. It is followed by: fluxbatch status ${id} --wait; ended by: fluxbatch cancel ${id}`,
    );
  }
  if (wish === 'wait') {
    process.stderr.write(`Waiting for ${id}\n`);
    return false;
  }
  process.stderr.write(`\nCanceling ${id}: images in work are finished, the others are refunded\n`);
  await api.cancel(id);
  return true;
}
