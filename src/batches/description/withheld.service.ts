import { Injectable } from '@nestjs/common';
import { DatabaseService } from '../../database/database.service.js';
import type { ClaimedImage } from '../model/claimed-image.js';
import { AiCeilingService } from '../ceiling/ai-ceiling.service.js';
import { withheldBatches } from './withheld.sql.js';

/** A batch with images in this process that may come to ask the AI. */
interface Watched {
  images: number;
  withheld: AbortController;
}

/**
 * From which batches the AI is withheld while their images are in hand here. The claim of an image looks first; behind it each round
 * of this process is one read, however many images there are.
 */
@Injectable()
export class WithheldService {
  private readonly watched = new Map<string, Watched>();

  constructor(
    private readonly database: DatabaseService,
    private readonly ceiling: AiCeilingService,
  ) {}

  /** Runs `work` for an image with a signal that is aborted once the AI is not to be asked about its batch any more. */
  async during(
    { batch_id: batchId, request }: Pick<ClaimedImage, 'batch_id' | 'request'>,
    work: (withheld: AbortSignal) => Promise<void>,
  ): Promise<void> {
    if (!request.ai) return work(new AbortController().signal);
    const watched = this.watched.get(batchId) ?? { images: 0, withheld: new AbortController() };
    this.watched.set(batchId, watched);
    watched.images += 1;
    try {
      await work(watched.withheld.signal);
    } finally {
      watched.images -= 1;
      if (watched.images === 0 && this.watched.get(batchId) === watched) this.watched.delete(batchId);
    }
  }

  /** One look at the batches in hand. */
  async look(): Promise<void> {
    if (this.watched.size === 0) return;
    const values = [[...this.watched.keys()], this.ceiling.setting];
    const rows = await this.database.run<{ id: string }>(withheldBatches, values);
    for (const { id } of rows) {
      this.watched.get(id)?.withheld.abort();
      // An image that is claimed from now on was looked at anew.
      this.watched.delete(id);
    }
  }
}
