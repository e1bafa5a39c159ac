import { Inject, Injectable, Logger } from '@nestjs/common';
import { Repeat } from '../../common/repeat.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { AiUsageService } from './ai-usage.service.js';
import { DescriptionFilesService } from './description-files.service.js';
import { ProviderPaceService } from './provider-pace.service.js';
import { WithheldService } from './withheld.service.js';

const PROBE_EVERY_MS = 1_000;
const FILES_EVERY_MS = 1_000;
/** What was begun with asks no more within this time and that of a read. */
const LOOK_EVERY_MS = 500;

/**
 * What a worker does about the AI beside its images: probes a provider that is down, moves files along, sees whom the AI is withheld
 * from, writes the usage.
 */
@Injectable()
export class AiRoundsService {
  private readonly logger = new Logger('ai');
  private readonly probing = new Repeat('probe AI', PROBE_EVERY_MS, () => this.pace.probe(), this.logger);
  private readonly filing = new Repeat('description files', FILES_EVERY_MS, () => this.files.round(), this.logger);
  private readonly looking = new Repeat('withheld AI', LOOK_EVERY_MS, () => this.withheld.look(), this.logger);

  constructor(
    private readonly withheld: WithheldService,
    private readonly pace: ProviderPaceService,
    private readonly files: DescriptionFilesService,
    private readonly usage: AiUsageService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  start(): void {
    this.usage.start();
    this.probing.start();
    this.looking.start();
    if (this.settings.openai) this.filing.start();
  }

  /** Ends the rounds. They may wait for a Redis that is away; what they have begun is in rows. */
  async stop(): Promise<void> {
    await Promise.all([this.probing.stop(), this.filing.stop(), this.looking.stop()]);
  }

  /** Writes the usage of the last images; call it when they have ended. */
  async flush(): Promise<void> {
    await this.usage.stop();
  }
}
