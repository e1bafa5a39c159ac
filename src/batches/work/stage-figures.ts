import { Injectable } from '@nestjs/common';
import { activity } from '../../observability/activity.js';
import { MetricsService } from '../../observability/metrics.service.js';

export type Stage = 'download' | 'encode' | 'ai' | 'upload';

const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** Where an image's time goes. */
@Injectable()
export class StageFigures {
  private readonly durations: ReturnType<typeof durationsOf>;

  constructor(metrics: MetricsService) {
    this.durations = durationsOf(metrics);
  }

  run<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
    const end = this.durations.startTimer({ stage });
    return activity(stage, {}, work).finally(() => end());
  }
}

function durationsOf(metrics: MetricsService) {
  const help = 'Time of one stage of one attempt at an image, however it ended';
  return metrics.durations('fluxbatch_image_stage_duration_seconds', help, ['stage'], SECONDS);
}
