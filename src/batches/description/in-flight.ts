import { MemoryBudget } from '../../images/memory-budget.js';

/** Images of one process that wait for the AI: at 1 to 5 s an answer, 13 to 64 images a second. */
export const PLACES = 64;
/** Results they hold meanwhile, in bytes. */
const MAX_BYTES = 128 * 1024 * 1024;

/** Where images wait for the AI with their results, so that compression goes on with others. */
export class WaitingRoom {
  private readonly memory = new MemoryBudget(MAX_BYTES);
  private waiting = 0;

  get free(): number {
    return Math.max(0, PLACES - this.waiting);
  }

  /** Runs `ask` once there is room for so many bytes; `entered` is told then. */
  async wait<T>(bytes: number, entered: () => void, ask: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    try {
      return await this.memory.hold(Math.min(bytes, MAX_BYTES), () => {
        entered();
        return ask();
      });
    } finally {
      this.waiting -= 1;
    }
  }
}
