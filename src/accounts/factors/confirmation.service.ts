import { Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import type { SignedIn } from '../../common/http/callers.js';
import { DatabaseService } from '../../database/database.service.js';
import { SsoDomainsService } from '../oidc/sso-domains.service.js';
import { AttemptsService } from '../people/attempts.service.js';
import { PasswordsService, type PersonRow } from '../people/passwords.service.js';
import { personById } from '../people/people.sql.js';
import { CodesService } from './codes.service.js';
import type { Confirmation } from './factor-schema.js';
import { confirmSession } from './second-factors.sql.js';

/** A person proves again that it is them, in a session that may have been left open, or stolen. */
@Injectable()
export class ConfirmationService {
  constructor(
    private readonly database: DatabaseService,
    private readonly passwords: PasswordsService,
    private readonly codes: CodesService,
    private readonly attempts: AttemptsService,
    private readonly domains: SsoDomainsService,
  ) {}

  /** @throws ApiError `invalid_request` for a wrong password or code, `rate_limited` after too many */
  async confirm(signedIn: SignedIn, network: string, { password, code }: Confirmation): Promise<void> {
    if (password !== undefined) await this.requirePassword(signedIn, network, password);
    else {
      await this.attempts.take('password', { network, person: signedIn.personId });
      await this.codes.require(signedIn.personId, code ?? '');
    }
    await this.note(signedIn);
  }

  /** The session is a fresh one again. @throws ApiError `unauthorized` when it has ended */
  async note({ personId, sessionId }: SignedIn): Promise<void> {
    const [confirmed] = await this.database.run(confirmSession, [personId, sessionId]);
    if (!confirmed) throw new ApiError('unauthorized');
  }

  /** A person without a password is not asked for one: their session is fresh, or they would not be here. */
  async requireOwnPassword(signedIn: SignedIn, network: string, password: string | undefined): Promise<void> {
    if (await this.hasPassword(signedIn.personId)) await this.requirePassword(signedIn, network, password ?? '');
  }

  async hasPassword(personId: string): Promise<boolean> {
    const [person] = await this.database.run<PersonRow>(personById, [personId]);
    return typeof person?.password === 'string' && (await this.domains.allowsOtherWays(person.email));
  }

  private async requirePassword({ personId }: SignedIn, network: string, password: string): Promise<void> {
    await this.attempts.take('password', { network, person: personId });
    const [person] = await this.database.run<PersonRow>(personById, [personId]);
    if (person) await this.domains.refuseOtherWays(person.email);
    if (!person || !(await this.passwords.isRight(person, password))) {
      throw ApiError.field('password', 'expected your password');
    }
  }
}
