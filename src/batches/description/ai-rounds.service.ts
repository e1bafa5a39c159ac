import { Inject, Injectable, Logger } from '@nestjs/common';
import { Repeat } from '../../common/repeat.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { AiUsageService } from './ai-usage.service.js';
import { DescriptionFilesService } from './description-files.service.js';
import { ProviderPaceService } from './provider-pace.service.js';

const PROBE_EVERY_MS = 1_000;
const FILES_EVERY_MS = 1_000;

/** What a worker does about the AI beside its images: probes a provider that is down, moves files along, writes the usage. */
@Injectable()
export class AiRoundsService {
  private readonly logger = new Logger('ai');
  private readonly probing = new Repeat('probe AI', PROBE_EVERY_MS, () => this.pace.probe(), this.logger);
  private readonly filing = new Repeat('description files', FILES_EVERY_MS, () => this.files.round(), this.logger);

  constructor(
    private readonly pace: ProviderPaceService,
    private readonly files: DescriptionFilesService,
    private readonly usage: AiUsageService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  start(): void {
    this.usage.start();
    this.probing.start();
    if (this.settings.openai) this.filing.start();
  }

  /** Ends the rounds. They may wait for a Redis that is away; what they have begun is in rows. */
  async stop(): Promise<void> {
    await Promise.all([this.probing.stop(), this.filing.stop()]);
  }

  /** Writes the usage of the last images; call it when they have ended. */
  async flush(): Promise<void> {
    await this.usage.stop();
  }
}
