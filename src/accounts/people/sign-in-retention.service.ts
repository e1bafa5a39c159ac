import { Injectable } from '@nestjs/common';
import { DatabaseService } from '../../database/database.service.js';
import {
  deleteExpiredInvitations,
  deleteExpiredSessions,
  deleteExpiredSteps,
  deleteExpiredVerifications,
} from './sign-in-retention.sql.js';

const EXPIRING = [deleteExpiredSessions, deleteExpiredVerifications, deleteExpiredInvitations, deleteExpiredSteps];

/** Forgets what has run out and proves nothing any more, a page at a time. */
@Injectable()
export class SignInRetentionService {
  constructor(private readonly database: DatabaseService) {}

  /** Answers how many rows the largest part of the page had: as many as `limit` when there may be more. */
  async forget(limit: number): Promise<number> {
    const counts: number[] = [];
    for (const expired of EXPIRING) counts.push((await this.database.run(expired, [limit])).length);
    return Math.max(...counts);
  }
}
