import { Injectable } from '@nestjs/common';
import type { Sql } from '../../database/database.service.js';
import { MetricsService } from '../../observability/metrics.service.js';
import type { SettledSet } from './settle.sql.js';

/** How images ended, counted where each passes exactly once: at its settlement. */
@Injectable()
export class ImageFigures {
  private readonly figures: ReturnType<typeof figuresOf>;

  constructor(metrics: MetricsService) {
    this.figures = figuresOf(metrics);
  }

  count(sql: Sql, { ends, bytes_in: read, bytes_out: written, bytes_saved: saved }: SettledSet): void {
    sql.afterCommit(() => {
      for (const { status, reason, images } of ends) {
        this.figures.settled.inc({ outcome: status, reason: reason ?? 'none' }, images);
      }
      this.figures.read.inc(read);
      this.figures.written.inc(written);
      this.figures.saved.inc(saved);
    });
  }
}

function figuresOf(metrics: MetricsService) {
  return {
    settled: metrics.counter(
      'fluxbatch_images_settled_total',
      'Images that ended and were settled, by how and why they ended',
      ['outcome', 'reason'],
    ),
    read: metrics.counter('fluxbatch_image_read_bytes_total', 'Size of the sources of images that succeeded'),
    written: metrics.counter('fluxbatch_image_written_bytes_total', 'Size of the results of images that succeeded'),
    saved: metrics.counter(
      'fluxbatch_image_saved_bytes_total',
      'By how much results of images that succeeded are smaller than their sources, where they are',
    ),
  };
}
