import type { BatchView } from '../../batches/reading/batch-view.js';

const BAR_WIDTH = 30;
const STEP = 0.1;
const CLEAR_LINE = '\r\u001b[K';

/** Shows how far a batch is: on a terminal one line drawn anew, elsewhere a line for every tenth. */
export class Progress {
  private nextStep = STEP;

  show(batch: BatchView): void {
    if (!process.stdout.isTTY) return this.showStep(batch);
    // A line that wraps could not be drawn anew.
    const width = (process.stdout.columns || 80) - 1;
    process.stdout.write(CLEAR_LINE + `  ${bar(batch)}`.slice(0, width));
  }

  /** Leaves the line as it is and goes on below it. */
  end(): void {
    if (process.stdout.isTTY) process.stdout.write('\n');
  }

  private showStep({ progress }: BatchView): void {
    const ratio = progress.total > 0 ? progress.done / progress.total : 0;
    if (ratio < this.nextStep) return;
    const step = Math.floor(ratio / STEP + Number.EPSILON) * STEP;
    console.log(`  ${String(Math.round(step * 100)).padStart(3)} %  ${progress.done} of ${progress.total} images`);
    this.nextStep = step + STEP;
  }
}

function bar({ status, progress }: BatchView): string {
  if (status === 'expanding') return 'listing the bucket';
  const { done, total, imagesPerSecond, etaSeconds } = progress;
  const filled = total > 0 ? Math.round((done / total) * BAR_WIDTH) : 0;
  const rate = imagesPerSecond > 0 ? `  ${imagesPerSecond.toFixed(1)} images/s` : '';
  const left = etaSeconds ? `  ${etaSeconds} s left` : '';
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}  ${done} of ${total}${rate}${left}`;
}
