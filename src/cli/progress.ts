import type { WriteStream } from 'node:tty';
import type { Batch } from './types.js';

type Shown = Pick<Batch, 'status' | 'progress'>;

const BAR_WIDTH = 30;
const STEP = 0.1;
const CLEAR_LINE = '\r\u001b[K';

/** Shows how far a batch is: on a terminal one line drawn anew, elsewhere a line for every tenth. */
export class Progress {
  private nextStep = STEP;
  private isDrawn = false;

  constructor(private readonly output: WriteStream) {}

  show(batch: Shown): void {
    if (!this.output.isTTY) return this.showStep(batch);
    // A line that wraps could not be drawn anew.
    const width = (this.output.columns || 80) - 1;
    this.output.write(CLEAR_LINE + `  ${bar(batch)}`.slice(0, width));
    this.isDrawn = true;
  }

  /** Leaves the line as it is and goes on below it. */
  end(): void {
    if (this.isDrawn) this.output.write('\n');
    this.isDrawn = false;
  }

  private showStep({ progress }: Shown): void {
    const ratio = progress.total > 0 ? progress.done / progress.total : 0;
    if (ratio < this.nextStep) return;
    const step = Math.floor(ratio / STEP + Number.EPSILON) * STEP;
    this.output.write(
      `  ${String(Math.round(step * 100)).padStart(3)} %  ${progress.done} of ${progress.total} images\n`,
    );
    this.nextStep = step + STEP;
  }
}

function bar({ status, progress }: Shown): string {
  if (status === 'expanding') return 'listing the bucket';
  const { done, total, imagesPerSecond, etaSeconds } = progress;
  const filled = total > 0 ? Math.round((done / total) * BAR_WIDTH) : 0;
  const rate = imagesPerSecond > 0 ? `  ${imagesPerSecond.toFixed(1)} images/s` : '';
  const left = etaSeconds ? `  ${duration(etaSeconds)} left` : '';
  const paused = status === 'paused' ? '  paused' : '';
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}  ${done} of ${total}${rate}${left}${paused}`;
}

/** `45 s`, `12 min`, `3.5 h` */
export function duration(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 6_000) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}
