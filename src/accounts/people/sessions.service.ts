import { Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import type { SignedIn } from '../../common/http/callers.js';
import { DatabaseService } from '../../database/database.service.js';
import { lockPerson } from '../members.sql.js';
import { deviceName } from './device-name.js';
import { deleteOtherSessions, deleteSession, listSessions } from './sessions.sql.js';

export interface SessionView {
  id: string;
  /** The one that asks. */
  current: boolean;
  /** `Firefox on Linux` */
  device: string;
  /** As of its last use. */
  address: string | null;
  userAgent: string | null;
  createdAt: string;
  /** Right to a minute. */
  lastUsedAt: string;
  expiresAt: string;
}

interface SessionRow {
  id: string;
  address: string | null;
  userAgent: string | null;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
}

/** Where a person is signed in. */
@Injectable()
export class SessionsService {
  constructor(private readonly database: DatabaseService) {}

  /** Last used first. */
  async list({ personId, sessionId }: SignedIn): Promise<{ data: SessionView[]; next: null }> {
    const rows = await this.database.run<SessionRow>(listSessions, [personId]);
    const data = rows.map(({ id, address, userAgent, createdAt, lastUsedAt, expiresAt }) => ({
      id,
      current: id === sessionId,
      device: deviceName(userAgent),
      address,
      userAgent,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    }));
    return { data, next: null };
  }

  /** @throws ApiError `not_found` */
  async end({ personId }: SignedIn, id: string): Promise<void> {
    const [ended] = await this.database.run(deleteSession, [personId, id]);
    if (!ended) throw new ApiError('not_found');
  }

  async endOthers({ personId, sessionId }: SignedIn): Promise<void> {
    await this.endAllBut(personId, sessionId);
  }

  async endAll(personId: string): Promise<void> {
    await this.endAllBut(personId, null);
  }

  private async endAllBut(personId: string, sessionId: string | null): Promise<void> {
    await this.database.transaction(async (sql) => {
      await sql.run(lockPerson, [personId]);
      await sql.run(deleteOtherSessions, [personId, sessionId]);
    });
  }
}
