import { Inject, Injectable } from '@nestjs/common';
import { isAPIError } from 'better-auth/api';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../../common/errors.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { PrismaService } from '../../database/prisma.service.js';
import { MailerService } from '../../mail/mailer.service.js';
import { createAuth, type Auth } from './auth.js';
import type { NewPassword, NewPerson, PasswordChange, SignIn } from './auth-schema.js';
import { HomesService, type PersonView } from './homes.service.js';

/** A session that a request's cookie proves, and cookies to renew it with. */
export interface ProvenSession {
  id: string;
  personId: string;
  accountId: string;
  cookies: string[];
}

/** Sign-up, sign-in and all around them, in our words and with our errors. */
@Injectable()
export class SignInService {
  private readonly auth: Auth;

  constructor(
    private readonly prisma: PrismaService,
    private readonly homes: HomesService,
    private readonly mailer: MailerService,
    @Inject(SETTINGS) settings: Settings,
  ) {
    const send = mailer.send.bind(mailer);
    this.auth = createAuth({ settings, prisma, send, home: (personId) => homes.home(personId) });
  }

  /** Answers the same whether the address is known or not: only its mailbox is told. */
  async signUp(body: NewPerson): Promise<void> {
    this.requireMail();
    await ours(() => this.auth.api.signUpEmail({ body }), 'email').catch((error: unknown) => {
      // Two with one address at once: the second finds the first one's row.
      if (!isAPIError(error) || error.statusCode !== 422) throw error;
    });
  }

  /** @throws ApiError `unauthorized`; `forbidden` while the address is not verified */
  async signIn(
    { email, password, remember }: SignIn,
    userAgent = '',
  ): Promise<{ person: PersonView; cookies: string[] }> {
    const headers = new Headers({ 'user-agent': userAgent.slice(0, 300) });
    const before = await this.passwordHash(email);
    const { response, headers: answered } = await ours(
      () =>
        this.auth.api.signInEmail({ body: { email, password, rememberMe: remember }, headers, returnHeaders: true }),
      'password',
    );
    // A new password ends all sessions that are there. One that began while the old password was checked would come after that.
    if ((await this.passwordHash(email)) !== before) {
      await this.prisma.session.deleteMany({ where: { token: response.token } });
      throw new ApiError('unauthorized');
    }
    const { id, name, email: own } = response.user;
    return { person: { id, name, email: own }, cookies: answered.getSetCookie() };
  }

  /** Ends the session in the database; answers the cookies that clear the browser's. */
  async signOut(headers: IncomingHttpHeaders): Promise<string[]> {
    const answer = await this.auth.api.signOut({ headers: cookieOf(headers), returnHeaders: true });
    return answer.headers.getSetCookie();
  }

  /** Sends the mail of the sign-up once more, when there is somebody to verify. */
  async sendVerification(email: string): Promise<void> {
    this.requireMail();
    await this.auth.api.sendVerificationEmail({ body: { email } }).catch((error: unknown) => {
      if (!isAPIError(error) || error.statusCode >= 500) throw error;
    });
  }

  /** @throws ApiError `invalid_request` for a token that is wrong, or too old */
  async verify(token: string): Promise<void> {
    await ours(() => this.auth.api.verifyEmail({ query: { token } }), 'token').catch((error: unknown) => {
      throw error instanceof ApiError && error.code === 'unauthorized' ? badToken() : error;
    });
  }

  async requestPasswordReset(email: string): Promise<void> {
    this.requireMail();
    await this.auth.api.requestPasswordReset({ body: { email } });
  }

  /** Ends all sessions of the person. @throws ApiError `invalid_request` for a token that is wrong, used or too old */
  async resetPassword({ token, newPassword }: NewPassword): Promise<void> {
    await ours(() => this.auth.api.resetPassword({ body: { token, newPassword } }), 'token');
  }

  /** Ends all other sessions of the person. @throws ApiError `invalid_request` for a wrong password */
  async changePassword(headers: IncomingHttpHeaders, body: PasswordChange): Promise<string[]> {
    const change = { ...body, revokeOtherSessions: true };
    const answer = await ours(
      () => this.auth.api.changePassword({ body: change, headers: cookieOf(headers), returnHeaders: true }),
      'currentPassword',
    );
    // What every other new session does when it begins.
    await this.homes.home(answer.response.user.id);
    return answer.headers.getSetCookie();
  }

  async signOutEverywhere(headers: IncomingHttpHeaders): Promise<void> {
    await this.auth.api.revokeSessions({ headers: cookieOf(headers) });
  }

  /** Null when the request carries no cookie, or one that proves nothing. */
  async session(headers: IncomingHttpHeaders): Promise<ProvenSession | null> {
    if (!headers.cookie?.includes('fluxbatch.')) return null;
    const { response, headers: answered } = await this.auth.api.getSession({
      headers: cookieOf(headers),
      returnHeaders: true,
    });
    if (!response) return null;
    const { id, userId, accountId } = response.session;
    return { id, personId: userId, accountId, cookies: answered.getSetCookie() };
  }

  private async passwordHash(email: string): Promise<string | null> {
    const where = { providerId: 'credential', person: { email: email.toLowerCase() } };
    return (await this.prisma.credential.findFirst({ where, select: { password: true } }))?.password ?? null;
  }

  private requireMail(): void {
    if (!this.mailer.configured) throw new ApiError('mail_not_configured');
  }
}

/** The library looks at nothing of a request but what it needs. */
function cookieOf({ cookie = '' }: IncomingHttpHeaders): Headers {
  return new Headers({ cookie });
}

const badToken = () =>
  ApiError.field('token', 'expected the token of a mail that is not too old and was not used before');

/** Puts the library's refusals into our words; `field` is what a 400 is about. */
async function ours<T>(call: () => Promise<T>, field: string): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!isAPIError(error)) throw error;
    if (error.statusCode === 401) throw new ApiError('unauthorized');
    if (error.statusCode === 403) throw new ApiError('forbidden', { requires: 'verified_email' });
    if (error.statusCode !== 400) throw error;
    throw field === 'token' ? badToken() : ApiError.field(field, error.body?.message ?? 'not accepted');
  }
}
