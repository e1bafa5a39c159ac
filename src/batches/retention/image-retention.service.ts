import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService } from '../../database/database.service.js';
import { beginToForget, deleteImages, endToForget, lockOldBatches } from './retention.sql.js';

const BATCHES = 200;
const IMAGES = 5_000;

/** Deletes the images of batches that ended more than RETENTION_DAYS ago; the batches stay, with their counts. */
@Injectable()
export class ImageRetentionService {
  constructor(
    private readonly database: DatabaseService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** One page, so that it never keeps a process from ending: the timetable's pace is that of the deletion. */
  async forget(): Promise<{ batches: number; images: number }> {
    return this.database.transaction(async (sql) => {
      const idsOf = (rows: unknown[]) => (rows as { id: string }[]).map(({ id }) => id);
      const locked = idsOf(await sql.run(lockOldBatches, [this.settings.retentionDays, BATCHES]));
      if (locked.length === 0) return { batches: 0, images: 0 };
      const old = idsOf(await sql.run(beginToForget, [locked]));
      const images = await sql.run(deleteImages, [old, IMAGES]);
      const ended = await sql.run(endToForget, [old]);
      return { batches: ended.length, images: images.length };
    });
  }
}
