import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import type { SignedIn } from '../../common/http/callers.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import { SealingService } from '../../database/sealing.service.js';
import { lockSignedIn } from '../people/lock-signed-in.js';
import { NoticesService } from '../people/notices.service.js';
import type { PersonRow } from '../people/passwords.service.js';
import { personById } from '../people/people.sql.js';
import { PersonLogService } from '../people/person-log.service.js';
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
    private readonly log: PersonLogService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async state(personId: string, sql: Sql = this.database): Promise<{ isOn: boolean; backupCodes: number }> {
    const [row] = await sql.run<{ enabledAt: Date | null; backupCodes: number }>(readSecondFactor, [personId]);
    const isOn = row !== undefined && row.enabledAt !== null;
    return { isOn, backupCodes: isOn ? row.backupCodes : 0 };
  }

  /** Nothing is asked for before a code was given to `verify`. @throws ApiError `invalid_state` when it is on */
  async begin(signedIn: SignedIn): Promise<{ totpUri: string; backupCodes: string[] }> {
    const { personId } = signedIn;
    const { email } = await this.person(personId);
    const secret = newTotpSecret();
    const backupCodes = newBackupCodes();
    await this.database.transaction(async (sql) => {
      await lockSignedIn(sql, signedIn);
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
  async enable(signedIn: SignedIn, code: string): Promise<void> {
    const { personId, sessionId } = signedIn;
    const { email } = await this.person(personId);
    const sealed = await this.codes.firstCode(personId, code);
    await this.database.transaction(async (sql) => {
      await lockSignedIn(sql, signedIn);
      const [enabled] = await sql.run(enableSecondFactor, [personId, sealed]);
      if (!enabled) throw new ApiError('invalid_state', {}, 'Two-factor sign-in is on already');
      await this.log.own(sql, personId, 'person.second_factor_on');
      await sql.run(deleteOtherSessions, [personId, sessionId]);
      await sql.run(deleteStepsOf, [personId]);
      const [kept] = await sql.run(noteSecondFactor, [personId, sessionId]);
      if (!kept) throw new ApiError('unauthorized');
    });
    this.notices.tell(secondFactorOnMail(email, this.settings.publicUrl));
  }

  /** @throws ApiError `invalid_state` when it is off */
  async disable(signedIn: SignedIn): Promise<void> {
    const { personId } = signedIn;
    const { email } = await this.person(personId);
    await this.database.transaction(async (sql) => {
      await lockSignedIn(sql, signedIn);
      const [deleted] = await sql.run(deleteSecondFactor, [personId]);
      if (!deleted) throw new ApiError('invalid_state', {}, 'Two-factor sign-in is off');
      await this.log.own(sql, personId, 'person.second_factor_off');
    });
    this.notices.tell(secondFactorOffMail(email, this.settings.publicUrl));
  }

  /** The old codes no longer work. @throws ApiError `invalid_state` when it is off */
  async newBackupCodes(signedIn: SignedIn): Promise<string[]> {
    const { personId } = signedIn;
    const { email } = await this.person(personId);
    const backupCodes = newBackupCodes();
    await this.database.transaction(async (sql) => {
      await lockSignedIn(sql, signedIn);
      if (!(await this.state(personId, sql)).isOn) throw new ApiError('invalid_state', {}, 'Two-factor sign-in is off');
      await this.replaceBackupCodes(sql, personId, backupCodes);
      await this.log.own(sql, personId, 'person.backup_codes_made');
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
