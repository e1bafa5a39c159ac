import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { Bucket } from './bucket.js';

/** The service's own bucket. Its credentials are never used for an account's. */
@Injectable()
export class OwnBucket extends Bucket implements OnApplicationShutdown {
  constructor(@Inject(SETTINGS) settings: Settings) {
    const operatorChoseTheEndpoint = true;
    super(settings.ownBucket, operatorChoseTheEndpoint);
  }

  onApplicationShutdown(): void {
    this.close();
  }
}
