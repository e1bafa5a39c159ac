import { Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import { DatabaseService } from '../../database/database.service.js';
import { StorageService } from '../../storage/storage.service.js';
import type { KeptRequest } from '../model/batch-request.js';
import { imageView, type ImageRow } from './image-view.js';
import { readPicture } from './read.sql.js';

const LINK_SECONDS = 300;

interface PictureRow extends ImageRow {
  source: KeptRequest['source']['connection'];
  destination: KeptRequest['destination']['connection'];
}

/** Links to the objects of an image, which hold for five minutes. */
@Injectable()
export class PicturesService {
  constructor(
    private readonly database: DatabaseService,
    private readonly storage: StorageService,
  ) {}

  /** @throws ApiError `not_found` */
  async source(accountId: string, id: string): Promise<string> {
    const row = await this.row(accountId, id);
    return this.link(row.source, row.key);
  }

  /** @throws ApiError `not_found`, also for an image without a result */
  async result(accountId: string, id: string): Promise<string> {
    const row = await this.row(accountId, id);
    const { targetKey } = imageView(row);
    if (targetKey === null) throw new ApiError('not_found');
    return this.link(row.destination, targetKey);
  }

  private async row(accountId: string, id: string): Promise<PictureRow> {
    const [row] = await this.database.run<PictureRow>(readPicture, [id, accountId]);
    if (!row) throw new ApiError('not_found');
    return row;
  }

  /** A connection that was deleted since takes the sight of its bucket with it. */
  private async link(connectionId: string | null, key: string): Promise<string> {
    const bucket = await this.storage.bucket(connectionId).catch(() => {
      throw new ApiError('not_found');
    });
    return bucket.view(key, LINK_SECONDS);
  }
}
