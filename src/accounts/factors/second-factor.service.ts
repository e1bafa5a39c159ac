import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import type { SignedIn } from '../../common/http/callers.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import { SealingService } from '../../database/sealing.service.js';
import { lockPerson } from '../members.sql.js';
import { NoticesService } from '../people/notices.service.js';
import type { PersonRow } from '../people/passwords.service.js';
import { personById } from '../people/people.sql.js';
import { deleteOtherSessions } from '../people/sessions.sql.js';
import { backupCodeHash, newBackupCodes } from './backup-codes.js';
import { newBackupCodesMail, secondFactorOffMail, secondFactorOnMail } from './factor-mails.js';
import { CodesService } from './codes.service.js';
import {
  beginSecondFactor,
  deleteBackupCodes,
  deleteSecondFactor,
  enableSecondFactor,
  insertBackupCodes,
  noteSecondFactor,
  readSecondFactor,
  SEALED_SECRET,
} from './second-factors.sql.js';
import { deleteStepsOf } from './sign-in-steps.sql.js';
import { newTotpSecret, totpUri } from './totp.js';

/** Turning on and off that a person gives a code of their app beside their password. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly database: DatabaseService,
    private readonly sealing: SealingService,
    private readonly codes: CodesService,
    private readonly notices: NoticesService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async state(personId: string): Promise<{ isOn: boolean; backupCodes: number }> {
    const [row] = await this.database.run<{ enabledAt: Date | null; backupCodes: number }>(readSecondFactor, [
      personId,
    ]);
    const isOn = row !== undefined && row.enabledAt !== null;
    return { isOn, backupCodes: isOn ? row.backupCodes : 0 };
  }

  /** Nothing is asked for before a code was given to `verify`. @throws ApiError `invalid_state` when it is on */
  async begin({ personId }: SignedIn): Promise<{ totpUri: string; backupCodes: string[] }> {
    const { email } = await this.person(personId);
    const secret = newTotpSecret();
    const backupCodes = newBackupCodes();
    await this.database.transaction(async (sql) => {
      const sealed = await this.sealing.seal(sql, SEALED_SECRET.place(personId, personId), secret);
      const [begun] = await sql.run(beginSecondFactor, [personId, sealed]);
      if (!begun) throw new ApiError('invalid_state', {}, 'Two-factor sign-in is on already');
      await this.replaceBackupCodes(sql, personId, backupCodes);
    });
    return { totpUri: totpUri(secret, email), backupCodes };
  }

  /**
   * From now on the code is asked for. All other sessions and all sign-ins begun without it end.
   * @throws ApiError `invalid_request` for a wrong code, `invalid_state` when it is on or was not begun
   */
  async enable({ personId, sessionId }: SignedIn, code: string): Promise<void> {
    const { email } = await this.person(personId);
    const sealed = await this.codes.firstCode(personId, code);
    await this.database.transaction(async (sql) => {
      await sql.run(lockPerson, [personId]);
      const [enabled] = await sql.run(enableSecondFactor, [personId, sealed]);
      if (!enabled) throw new ApiError('invalid_state', {}, 'Two-factor sign-in is on already');
      await sql.run(deleteOtherSessions, [personId, sessionId]);
      await sql.run(deleteStepsOf, [personId]);
      const [kept] = await sql.run(noteSecondFactor, [personId, sessionId]);
      if (!kept) throw new ApiError('unauthorized');
    });
    this.notices.tell(secondFactorOnMail(email, this.settings.publicUrl));
  }

  /** @throws ApiError `invalid_state` when it is off */
  async disable({ personId }: SignedIn): Promise<void> {
    const { email } = await this.person(personId);
    const [deleted] = await this.database.run(deleteSecondFactor, [personId]);
    if (!deleted) throw new ApiError('invalid_state', {}, 'Two-factor sign-in is off');
    this.notices.tell(secondFactorOffMail(email, this.settings.publicUrl));
  }

  /** The old codes no longer work. @throws ApiError `invalid_state` when it is off */
  async newBackupCodes({ personId }: SignedIn): Promise<string[]> {
    const { email } = await this.person(personId);
    if (!(await this.state(personId)).isOn) throw new ApiError('invalid_state', {}, 'Two-factor sign-in is off');
    const backupCodes = newBackupCodes();
    await this.database.transaction(async (sql) => {
      await sql.run(lockPerson, [personId]);
      await this.replaceBackupCodes(sql, personId, backupCodes);
    });
    this.notices.tell(newBackupCodesMail(email, this.settings.publicUrl));
    return backupCodes;
  }

  private async replaceBackupCodes(sql: Sql, personId: string, codes: string[]): Promise<void> {
    await sql.run(deleteBackupCodes, [personId]);
    await sql.run(insertBackupCodes, [personId, codes.map((code) => backupCodeHash(personId, code))]);
  }

  private async person(id: string): Promise<PersonRow> {
    const [person] = await this.database.run<PersonRow>(personById, [id]);
    if (!person) throw new ApiError('unauthorized');
    return person;
  }
}
