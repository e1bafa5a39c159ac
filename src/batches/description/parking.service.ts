import { Injectable } from '@nestjs/common';
import { AnswerFiles } from '../../ai/answer-files.service.js';
import { Database } from '../../database/database.service.js';
import { LostClaim, type ClaimedImage } from '../model/claimed-image.js';
import { deliveryOf, DescribeService, isQuestion, type Described } from './describe.service.js';
import { countParked, parkImage } from './parking.sql.js';

/** Images of all accounts that wait for files of answers. What a dispatcher counts five times a second stays small. */
const MAX_PARKED = 10_000;
/** Of those, requests with their previews in the database, about 50 kB each. */
const MAX_UNSENT = 2_000;

/** Puts images aside whose batch has time for their answers. Nothing of them stays in memory. */
@Injectable()
export class Parking {
  constructor(
    private readonly database: Database,
    private readonly files: AnswerFiles,
    private readonly describer: DescribeService,
  ) {}

  /** How many more images may be put aside. */
  async room(): Promise<number> {
    const [count] = await this.database.run<{ parked: number; unsent: number }>(countParked);
    return Math.max(0, Math.min(MAX_PARKED - (count?.parked ?? 0), MAX_UNSENT - (count?.unsent ?? 0)));
  }

  /**
   * Puts the image aside, or says what is known of it already; null when its batch does not wait for files.
   * @throws LostClaim
   */
  async park(image: ClaimedImage, bytes: Buffer, etag: string): Promise<Described | 'parked' | null> {
    if (deliveryOf(image) === 'direct') return null;
    const asked = await this.describer.question(image, bytes);
    if (!isQuestion(asked)) return asked;
    const kept = await this.describer.kept(image, asked);
    if (kept) return kept;
    const body = this.files.requestBody(asked.request);
    const parked = await this.database.run(parkImage, [image.id, image.attempts, etag, asked.hash, body]);
    if (parked.length === 0) throw new LostClaim();
    return 'parked';
  }
}
