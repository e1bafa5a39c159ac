import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService } from '../../database/database.service.js';
import { SealingService } from '../../database/sealing.service.js';
import { NoticesService } from '../people/notices.service.js';
import type { PersonRow } from '../people/passwords.service.js';
import { personById } from '../people/people.sql.js';
import { backupCodeHash } from './backup-codes.js';
import { backupCodeUsedMail, codesGuessedMail } from './factor-mails.js';
import {
  CODES_A_DAY,
  readSecondFactor,
  SEALED_SECRET,
  takeTry,
  tryAgainIn,
  useBackupCode,
  useStep,
} from './second-factors.sql.js';
import { stepOf } from './totp.js';

interface Row {
  sealed: string;
  enabledAt: Date | null;
  backupCodes: number;
}

/**
 * Checks the codes that a person gives. Each works once. Three codes of six digits are right at any moment, so a guesser who knows
 * the password has a chance of 20 times 3 in a million a day. The database counts the tries, so neither a restart nor an
 * unreachable Redis gives any back. Backup codes have 80 bits and need no such limit.
 */
@Injectable()
export class CodesService {
  constructor(
    private readonly database: DatabaseService,
    private readonly sealing: SealingService,
    private readonly notices: NoticesService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** A code of the app or a backup code. @throws ApiError `invalid_request` for a wrong one, `rate_limited` after too many */
  async require(personId: string, code: string): Promise<void> {
    const row = await this.row(personId);
    if (!row?.enabledAt) throw wrongCode();
    const hash = backupCodeHash(personId, code);
    if (hash) await this.useBackupCode(personId, hash);
    else await this.useAppCode(personId, row, code);
  }

  /** Of an app that was just set up. Answers its sealed secret. @throws ApiError as above; `invalid_state` */
  async firstCode(personId: string, code: string): Promise<string> {
    const row = await this.row(personId);
    if (!row) throw new ApiError('invalid_state', {}, 'Two-factor sign-in was not begun');
    if (row.enabledAt) throw new ApiError('invalid_state', {}, 'Two-factor sign-in is on already');
    await this.useAppCode(personId, row, code);
    return row.sealed;
  }

  private async useAppCode(personId: string, { sealed }: Row, given: string): Promise<void> {
    const [taken] = await this.database.run<{ tries: number }>(takeTry, [personId]);
    if (!taken) throw await this.tooMany(personId);
    const secret = await this.sealing.open(this.database, SEALED_SECRET.place(personId, personId), sealed);
    const step = stepOf(secret, given.replace(/\s/g, ''));
    const [used] = step === null ? [] : await this.database.run(useStep, [personId, step]);
    if (used) return;
    if (taken.tries === CODES_A_DAY)
      await this.tell(personId, (email) => codesGuessedMail(email, this.settings.publicUrl));
    throw wrongCode();
  }

  private async useBackupCode(personId: string, hash: string): Promise<void> {
    const [used] = await this.database.run(useBackupCode, [personId, hash]);
    if (!used) throw wrongCode();
    const left = (await this.row(personId))?.backupCodes ?? 0;
    await this.tell(personId, (email) => backupCodeUsedMail(email, this.settings.publicUrl, left));
  }

  private async tooMany(personId: string): Promise<ApiError> {
    const [wait] = await this.database.run<{ seconds: number | null }>(tryAgainIn, [personId]);
    return new ApiError('rate_limited', { retryAfter: Math.max(1, wait?.seconds ?? 1) });
  }

  private async row(personId: string): Promise<Row | undefined> {
    return (await this.database.run<Row>(readSecondFactor, [personId]))[0];
  }

  private async tell(personId: string, mail: (email: string) => Parameters<NoticesService['tell']>[0]): Promise<void> {
    const [person] = await this.database.run<PersonRow>(personById, [personId]);
    if (person) this.notices.tell(mail(person.email));
  }
}

const wrongCode = () =>
  ApiError.field('code', 'expected the newest code of your app, or a backup code; each works once');
