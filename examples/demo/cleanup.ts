type Step = () => Promise<unknown>;

/** Longer than the service gives images in flight when it closes. */
const TIME_LIMIT_MS = 30_000;

/** What must be undone however the demo ends. */
export class Cleanup {
  private readonly steps: Step[] = [];

  /** Call it as soon as there is something to undo. */
  add(step: Step): void {
    this.steps.push(step);
  }

  /** Undoes the last first. A step that fails or hangs does not keep the others from being done. */
  async run(): Promise<void> {
    for (let step = this.steps.pop(); step; step = this.steps.pop()) {
      try {
        await withinTimeLimit(step);
      } catch (error) {
        console.error(`While cleaning up: ${(error as Error).message}`);
      }
    }
  }
}

async function withinTimeLimit(step: Step): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`a part did not stop within ${TIME_LIMIT_MS / 1000} s`)), TIME_LIMIT_MS);
  });
  await Promise.race([step(), late]).finally(() => clearTimeout(timer));
}
