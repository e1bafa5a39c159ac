import { totalmem } from 'node:os';

/** Shares out memory among the images in flight of a process: whoever asks for more than is left waits for its turn. */
export class MemoryBudget {
  private free: number;
  private readonly waiting: { bytes: number; start: () => void }[] = [];

  constructor(readonly total: number) {
    this.free = total;
  }

  /** Runs `work` while `bytes`, at most the total, are set aside for it. First come, first served. */
  async hold<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (this.waiting.length > 0 || bytes > this.free) {
      await new Promise<void>((start) => this.waiting.push({ bytes, start }));
    } else {
      this.free -= bytes;
    }
    try {
      return await work();
    } finally {
      this.free += bytes;
      this.startNext();
    }
  }

  private startNext(): void {
    for (let next = this.waiting[0]; next && next.bytes <= this.free; next = this.waiting[0]) {
      this.waiting.shift();
      this.free -= next.bytes;
      next.start();
    }
  }
}

/**
 * Half of what the process may use: of its container where that is limited, else of the machine. The rest is for sources
 * in memory, Node.js, and what allocators do not give back at once.
 */
const limit = process.constrainedMemory();
export const imageMemory = new MemoryBudget((limit > 0 && limit < totalmem() ? limit : totalmem()) / 2);
