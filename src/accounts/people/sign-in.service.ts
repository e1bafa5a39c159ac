import { Inject, Injectable, Logger } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { errorText } from '../../common/foreign-text.js';
import { ApiError } from '../../common/errors.js';
import { DatabaseService } from '../../database/database.service.js';
import { FactorSignInService } from '../factors/factor-sign-in.service.js';
import { SsoDomainsService } from '../oidc/sso-domains.service.js';
import { AUTH, COOKIE_PREFIX, type Auth } from './auth.js';
import type { SignIn } from './auth-schema.js';
import { clientOf, type Client } from './client.js';
import { DevicesService } from './devices.service.js';
import { HomesService } from './homes.service.js';
import { PasswordsService, type PersonRow } from './passwords.service.js';
import { personByEmail } from './people.sql.js';
import { deleteSession, MAX_SESSION_DAYS, noteSessionUse } from './sessions.sql.js';
import type { StartedSession } from './session-start.service.js';
import { PasswordLanesService } from './password-lanes.service.js';
import { SignInPaceService } from './sign-in-pace.service.js';

const MAX_SESSION_MS = MAX_SESSION_DAYS * 24 * 3_600_000;
const NOTED_EVERY_MS = 60_000;

/** A session that a request's cookie proves, and cookies to renew it with. */
export interface ProvenSession {
  id: string;
  personId: string;
  accountId: string;
  cameByOidc: boolean;
  cameByPasskey: boolean;
  /** A code, or a passkey, was part of the sign-in. */
  secondFactor: boolean;
  /** When the person last proved that it is them. */
  confirmedAt: Date;
  cookies: string[];
}

/** Signing in and out, in our words and with our errors. */
@Injectable()
export class SignInService {
  private readonly logger = new Logger('people');

  constructor(
    private readonly database: DatabaseService,
    private readonly devices: DevicesService,
    private readonly pace: SignInPaceService,
    private readonly lanes: PasswordLanesService,
    private readonly homes: HomesService,
    private readonly passwords: PasswordsService,
    private readonly factors: FactorSignInService,
    private readonly domains: SsoDomainsService,
    @Inject(AUTH) private readonly auth: Auth,
  ) {}

  /**
   * A wrong password, an address that nobody has and one that is not proved are the same refusal, and take as long.
   * @throws ApiError `unauthorized`; `rate_limited` or `busy` when many try
   */
  async signIn({ email, password, remember }: SignIn, client: Client): Promise<StartedSession | { waiting: string }> {
    await this.domains.refuseOtherWays(email);
    const [known] = await this.database.run<PersonRow>(personByEmail, [email]);
    const device = known ? this.devices.known(known, client.cookie) : null;
    await this.pace.turn(email, client.address, device);
    const isRight = await this.lanes.check(device ? 'known' : 'unknown', async () => {
      if (known?.password) return this.passwords.isRight(known, password);
      await this.passwords.hash(password);
      return false;
    });
    if (!known?.verified || !isRight) {
      // Nobody waits for it: how long a refusal takes says nothing about who is known.
      if (known) this.tellOfFailure(known.id, email);
      throw new ApiError('unauthorized');
    }
    return this.factors.after(known, { provedBy: 'password', remember }, client);
  }

  /** Ends the session in the database; answers the cookies that clear the browser's. */
  async signOut(headers: IncomingHttpHeaders): Promise<string[]> {
    const answer = await this.auth.api.signOut({ headers: cookieOf(headers), returnHeaders: true });
    return answer.headers.getSetCookie();
  }

  /** Null when the request carries no cookie, or one that proves nothing. */
  async session(request: { headers: IncomingHttpHeaders; ip: string }): Promise<ProvenSession | null> {
    if (!request.headers.cookie?.includes(`${COOKIE_PREFIX}.session_token`)) return null;
    const headers = cookieOf(request.headers);
    const { response, headers: answered } = await this.auth.api.getSession({ headers, returnHeaders: true });
    if (!response) return null;
    const {
      id,
      userId: personId,
      accountId,
      createdAt,
      lastUsedAt,
      secondFactor,
      provedBy,
      confirmedAt,
    } = response.session;
    if (Date.now() - createdAt.getTime() > MAX_SESSION_MS) {
      await this.database.run(deleteSession, [personId, id]);
      return null;
    }
    if (Date.now() - (lastUsedAt?.getTime() ?? 0) > NOTED_EVERY_MS) this.noteUse(id, clientOf(request));
    return {
      id,
      personId,
      accountId,
      cameByOidc: provedBy === 'oidc',
      cameByPasskey: provedBy === 'passkey',
      secondFactor: secondFactor === true,
      confirmedAt: confirmedAt ?? createdAt,
      cookies: answered.getSetCookie(),
    };
  }

  private tellOfFailure(personId: string, email: string): void {
    void this.homes
      .tellOfFailedSignIn(personId, email)
      .catch((error: unknown) => this.logger.error(`A failed sign-in could not be logged: ${errorText(error)}`));
  }

  /** Nobody waits for it, and nothing depends on it. */
  private noteUse(sessionId: string, { address, userAgent }: Client): void {
    void this.database.run(noteSessionUse, [sessionId, address, userAgent]).catch(() => {});
  }
}

/** The library looks at nothing of a request but what it needs. */
function cookieOf({ cookie = '' }: IncomingHttpHeaders): Headers {
  return new Headers({ cookie });
}
