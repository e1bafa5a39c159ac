import { Inject, Injectable, Logger } from '@nestjs/common';
import { isAPIError } from 'better-auth/api';
import type { IncomingHttpHeaders } from 'node:http';
import { sha256 } from '../../common/crypto.js';
import { ApiError } from '../../common/errors.js';
import { DatabaseService } from '../../database/database.service.js';
import { AUTH, COOKIE_PREFIX, type Auth } from './auth.js';
import type { SignIn } from './auth-schema.js';
import { clientOf, headersOf, type Client } from './client.js';
import { DevicesService } from './devices.service.js';
import { HomesService, type PersonView } from './homes.service.js';
import { NoticesService } from './notices.service.js';
import type { PersonRow } from './passwords.service.js';
import { passwordNow, personByEmail } from './people.sql.js';
import { deleteSession, deleteSessionByToken, MAX_SESSION_DAYS, noteSessionUse } from './sessions.sql.js';
import { SignInPaceService } from './sign-in-pace.service.js';

const MAX_SESSION_MS = MAX_SESSION_DAYS * 24 * 3_600_000;
const NOTED_EVERY_MS = 60_000;

/** A session that a request's cookie proves, and cookies to renew it with. */
export interface ProvenSession {
  id: string;
  personId: string;
  accountId: string;
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
    private readonly notices: NoticesService,
    private readonly homes: HomesService,
    @Inject(AUTH) private readonly auth: Auth,
  ) {}

  /** @throws ApiError `unauthorized`; `rate_limited` when many try */
  async signIn(
    { email, password, remember }: SignIn,
    client: Client,
  ): Promise<{ person: PersonView; cookies: string[] }> {
    const [known] = await this.database.run<PersonRow>(personByEmail, [email]);
    const device = known ? this.devices.known(known, client.cookie) : null;
    await this.pace.turn(email, client.address, device);
    const { response, headers } = await refusals(() =>
      this.auth.api.signInEmail({
        body: { email, password, rememberMe: remember },
        headers: headersOf({ ...client, cookie: '' }),
        returnHeaders: true,
      }),
    ).catch((error: unknown) => {
      // Nobody waits for it: how long a refusal takes says nothing about who is known.
      if (known && error instanceof ApiError) this.tellOfFailure(known.id, email);
      throw error;
    });
    const { id, name, email: own } = response.user;
    const owner = { id, password: await this.passwordStill(id, known?.password, response.token) };
    if (!device) this.notices.newSignIn(own, client);
    const cookies = [...headers.getSetCookie(), this.devices.cookieFor(owner, device)];
    return { person: { id, name, email: own }, cookies };
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
    const { id, userId: personId, accountId, createdAt, lastUsedAt } = response.session;
    if (Date.now() - createdAt.getTime() > MAX_SESSION_MS) {
      await this.database.run(deleteSession, [personId, id]);
      return null;
    }
    if (Date.now() - (lastUsedAt?.getTime() ?? 0) > NOTED_EVERY_MS) this.noteUse(id, clientOf(request));
    return { id, personId, accountId, cookies: answered.getSetCookie() };
  }

  private tellOfFailure(personId: string, email: string): void {
    void this.homes
      .tellOfFailedSignIn(personId, email)
      .catch((error: Error) => this.logger.error(`A failed sign-in could not be logged: ${error.message}`));
  }

  /** Nobody waits for it, and nothing depends on it. */
  private noteUse(sessionId: string, { address, userAgent }: Client): void {
    void this.database.run(noteSessionUse, [sessionId, address, userAgent]).catch(() => {});
  }

  /**
   * A new password ends all sessions that are there. One that began while the old password was checked comes after that, so it ends
   * here. The read waits for a change that is under way.
   */
  private async passwordStill(
    personId: string,
    before: string | null | undefined,
    token: string,
  ): Promise<string | null> {
    const [now] = await this.database.run<{ password: string | null }>(passwordNow, [personId]);
    if (now && now.password === before) return now.password;
    await this.database.run(deleteSessionByToken, [sha256(token)]);
    throw new ApiError('unauthorized');
  }
}

/** The library looks at nothing of a request but what it needs. */
function cookieOf({ cookie = '' }: IncomingHttpHeaders): Headers {
  return new Headers({ cookie });
}

/** A wrong password, an address that nobody has and one that is not proved are the same refusal. */
async function refusals<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    throw new ApiError('unauthorized');
  }
}
