import { LRUCache } from 'lru-cache';

/** Images of a batch that the AI may be asked about before anything of the batch was written. */
const AT_FIRST = 3;
/** After a write that failed it begins anew with this. */
const AFTER_FAILURE = 1;
/** How many more may be asked about with each result that is written. */
const MORE_WITH_EACH = 2;
/** Batches that are remembered; one that is forgotten begins anew. */
const MAX_BATCHES = 10_000;

interface Gate {
  /** Images that may be inside at once. */
  window: number;
  /** A result was written since the last one that could not be. */
  isProven: boolean;
  /** Images that are through and have neither written nor given up. */
  inside: number;
  waiting: (() => void)[];
}

/**
 * What the AI says is paid for by the result it belongs to. So of a batch few images have the AI asked at a time until results are
 * written, and more with each that is: a destination that takes none, or none any more, costs no more than a few requests.
 */
export class FirstWrites {
  private readonly gates = new LRUCache<string, Gate>({ max: MAX_BATCHES });

  /** The way of one image past the AI to its write. */
  pass(batchId: string): FirstWritePass {
    let gate = this.gates.get(batchId);
    if (!gate) {
      gate = { window: AT_FIRST, isProven: false, inside: 0, waiting: [] };
      this.gates.set(batchId, gate);
    }
    return new FirstWritePass(gate);
  }
}

export class FirstWritePass {
  private isInside = false;

  constructor(private readonly gate: Gate) {}

  get isProven(): boolean {
    return this.gate.isProven;
  }

  /** Waits until the AI may be asked. */
  async enter(): Promise<void> {
    while (!this.tryEnter()) await new Promise<void>((resolve) => this.gate.waiting.push(resolve));
  }

  /** False when as many as may be are through. */
  tryEnter(): boolean {
    if (this.isInside) return true;
    if (this.gate.inside >= this.gate.window) return false;
    this.gate.inside += 1;
    this.isInside = true;
    return true;
  }

  written(): void {
    this.gate.isProven = true;
    this.gate.window += MORE_WITH_EACH;
    for (const wake of this.gate.waiting.splice(0, MORE_WITH_EACH)) wake();
  }

  failed(): void {
    this.gate.isProven = false;
    this.gate.window = AFTER_FAILURE;
  }

  /** However it ended. */
  leave(): void {
    if (!this.isInside) return;
    this.isInside = false;
    this.gate.inside -= 1;
    this.gate.waiting.shift()?.();
  }
}
