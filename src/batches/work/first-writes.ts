import { LRUCache } from 'lru-cache';

/** Images of a batch that the AI may be asked about before anything of the batch was written. */
const AT_ONCE = 3;
/** Batches that are remembered; one that is forgotten begins again with three. */
const MAX_BATCHES = 10_000;

interface Gate {
  isProven: boolean;
  /** Images that are through and have neither written nor given up. */
  inside: number;
  waiting: (() => void)[];
}

/**
 * What the AI says is paid for by the result it belongs to. So as long as nothing of a batch could be written in this process, few of
 * its images have the AI asked at a time: a destination that refuses writes costs no more than their requests.
 */
export class FirstWrites {
  private readonly gates = new LRUCache<string, Gate>({ max: MAX_BATCHES });

  /** The way of one image past the AI to its write. */
  pass(batchId: string): FirstWritePass {
    let gate = this.gates.get(batchId);
    if (!gate) this.gates.set(batchId, (gate = { isProven: false, inside: 0, waiting: [] }));
    return new FirstWritePass(gate);
  }
}

export class FirstWritePass {
  private isInside = false;

  constructor(private readonly gate: Gate) {}

  /** Something of the batch has been written in this process. */
  get isProven(): boolean {
    return this.gate.isProven;
  }

  /** Waits until the AI may be asked. Answers true when nothing of the batch has been written yet. */
  async enter(): Promise<boolean> {
    while (!this.isProven && !this.tryEnter()) {
      await new Promise<void>((resolve) => this.gate.waiting.push(resolve));
    }
    return !this.isProven;
  }

  /** False when as many as may be are through. */
  tryEnter(): boolean {
    if (this.isInside) return true;
    if (this.gate.inside >= AT_ONCE) return false;
    this.gate.inside += 1;
    this.isInside = true;
    return true;
  }

  /** The result is written: all others may go on. */
  written(): void {
    this.gate.isProven = true;
    for (const wake of this.gate.waiting.splice(0)) wake();
  }

  /** However it ended. */
  leave(): void {
    if (!this.isInside) return;
    this.isInside = false;
    this.gate.inside -= 1;
    this.gate.waiting.shift()?.();
  }
}
