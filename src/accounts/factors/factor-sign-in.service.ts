import { Injectable, Logger } from '@nestjs/common';
import { errorText } from '../../common/foreign-text.js';
import { ApiError } from '../../common/errors.js';
import { DatabaseService } from '../../database/database.service.js';
import type { BegunSession } from '../people/auth.js';
import type { Client } from '../people/client.js';
import { HomesService } from '../people/homes.service.js';
import type { PersonRow } from '../people/passwords.service.js';
import { personById } from '../people/people.sql.js';
import { SessionStartService, type StartedSession } from '../people/session-start.service.js';
import { CodesService } from './codes.service.js';
import { PasskeyProofService } from './passkey-proof.service.js';
import type { PasskeyAnswer } from './passkey-schema.js';
import { SecondFactorService } from './second-factor.service.js';
import { SignInStepsService } from './sign-in-steps.service.js';

type FirstFactor = Pick<BegunSession, 'provedBy' | 'remember'>;

/** The cookie of a browser that has given the first factor and waits for the second. */
interface Waiting extends FirstFactor {
  /** Of the first factor, as it was then: a new password ends what was begun with the old one. */
  password: string | null;
  /** Then as well: all sessions that end, end this with them. Left out by processes of the previous version. */
  signOuts?: number;
}

/** What follows a first factor, or takes its place. */
@Injectable()
export class FactorSignInService {
  private readonly logger = new Logger('people');

  constructor(
    private readonly database: DatabaseService,
    private readonly homes: HomesService,
    private readonly steps: SignInStepsService,
    private readonly secondFactors: SecondFactorService,
    private readonly codes: CodesService,
    private readonly proofs: PasskeyProofService,
    private readonly sessions: SessionStartService,
  ) {}

  /** After a right first factor: a session, or a cookie to wait with for a person with a second factor. */
  async after(person: PersonRow, first: FirstFactor, client: Client): Promise<StartedSession | { waiting: string }> {
    if ((await this.secondFactors.state(person.id)).isOn) {
      const waiting: Waiting = { ...first, password: person.password, signOuts: person.signOuts };
      return { waiting: await this.steps.begin('two-factor', person.id, waiting) };
    }
    return this.sessions.start(person, { ...first, secondFactor: false }, client);
  }

  /** @throws ApiError `unauthorized` when the first factor is to be given again, `invalid_request` for a wrong code, `rate_limited` */
  async withCode(code: string, client: Client): Promise<StartedSession> {
    const begun = await this.steps.attempt<Waiting>('two-factor', client.cookie);
    if (!begun?.personId) throw new ApiError('unauthorized');
    const person = await this.person(begun.personId);
    await this.codes.require(person.id, code).catch((error: unknown) => {
      this.tellOfFailure(person);
      throw error;
    });
    const step = await this.steps.take<Waiting>('two-factor', client.cookie);
    if (!step || !isStill(step.details, person)) throw new ApiError('unauthorized');
    const { provedBy, remember } = step.details;
    const started = await this.sessions.start(person, { provedBy, remember, secondFactor: true }, client);
    return { ...started, cookies: [...started.cookies, this.steps.cleared('two-factor')] };
  }

  /** A passkey is both factors. @throws ApiError `invalid_request` */
  async withPasskey(response: PasskeyAnswer, client: Client): Promise<StartedSession> {
    const { personId, signOuts } = await this.proofs.signIn(response, client.cookie);
    const person = { ...(await this.person(personId)), signOuts };
    return this.sessions.start(person, { provedBy: 'passkey', remember: true, secondFactor: true }, client);
  }

  private tellOfFailure({ id, email }: PersonRow): void {
    void this.homes
      .tellOfFailedSignIn(id, email)
      .catch((error: unknown) => this.logger.error(`A failed sign-in could not be logged: ${errorText(error)}`));
  }

  private async person(id: string): Promise<PersonRow> {
    const [person] = await this.database.run<PersonRow>(personById, [id]);
    if (!person?.verified) throw new ApiError('unauthorized');
    return person;
  }
}

function isStill({ password, signOuts = 0 }: Waiting, person: PersonRow): boolean {
  return password === person.password && signOuts === person.signOuts;
}
