import { MemoryBudget } from '../../images/memory-budget.js';

/** Images of one process that wait for the AI. A reply takes 1 to 5 s, so these are 13 to 64 images a second. */
const MAX_IN_FLIGHT = 64;
/** Results they hold meanwhile, in bytes. */
const MAX_BYTES = 128 * 1024 * 1024;

/** Bounds how many images wait for the AI with their results, so that others can be compressed meanwhile. */
export class ImagesInFlight {
  private readonly memory = new MemoryBudget(MAX_BYTES);
  private count = 0;

  /** How many more images may begin to wait. */
  get free(): number {
    return Math.max(0, MAX_IN_FLIGHT - this.count);
  }

  /** Runs `work` once `bytes` of memory are free for it. */
  async hold<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    this.count += 1;
    try {
      return await this.memory.hold(Math.min(bytes, MAX_BYTES), work);
    } finally {
      this.count -= 1;
    }
  }
}
