import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { unlessLate } from '../common/time-limit.js';

/** What is looked up for a scrape is looked up again this much later at the soonest, however many ask. */
const READ_EVERY_MS = 10_000;
/** A scrape does not wait longer for it. */
const READ_LIMIT_MS = 2_000;

interface Reading {
  name: string;
  read: () => Promise<unknown>;
  readAt: number;
  underWay: Promise<unknown> | null;
}

/**
 * What this process counts and measures, for Prometheus. A room names its figures once, with a sentence that says what they
 * are, and hands numbers in. Labels are words of closed lists, never ids: each combination is a series that is kept.
 */
@Injectable()
export class MetricsService {
  private readonly registry = new Registry();
  private readonly readings: Reading[] = [];
  private readonly readable: Gauge<'reading'>;

  constructor() {
    this.readable = this.gauge('fluxbatch_reading_success', 'Whether a figure was last read in time', ['reading']);
    collectDefaultMetrics({ register: this.registry });
  }

  /** Something that only grows; its name ends with `_total`. */
  counter<Label extends string = never>(name: string, help: string, labelNames: Label[] = []): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  gauge<Label extends string = never>(name: string, help: string, labelNames: Label[] = []): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  /** How long something takes; its name ends with `_seconds`. @param buckets upper ends, in seconds */
  durations<Label extends string>(name: string, help: string, labelNames: Label[], buckets: number[]) {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }

  /**
   * Has `read` set gauges when somebody asks for the metrics, every ten seconds at most and never twice at once. What takes
   * longer than a scrape should is there for the next one.
   */
  reading(name: string, read: () => Promise<unknown>): void {
    this.readings.push({ name, read, readAt: -Infinity, underWay: null });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** All of it as Prometheus reads it. */
  async text(): Promise<string> {
    const read = Promise.all(this.readings.map((reading) => this.refresh(reading)));
    await unlessLate(read, AbortSignal.timeout(READ_LIMIT_MS));
    return this.registry.metrics();
  }

  private refresh(reading: Reading): Promise<unknown> {
    const now = performance.now();
    if (!reading.underWay && now - reading.readAt >= READ_EVERY_MS) {
      reading.readAt = now;
      this.readable.set({ reading: reading.name }, 0);
      reading.underWay = reading
        .read()
        .then(() => this.readable.set({ reading: reading.name }, 1))
        // Whoever looks at the metrics sees that it failed.
        .catch(() => {})
        .finally(() => (reading.underWay = null));
    }
    return reading.underWay ?? Promise.resolve();
  }
}
