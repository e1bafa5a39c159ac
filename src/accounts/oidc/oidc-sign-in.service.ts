import { Inject, Injectable, Logger } from '@nestjs/common';
import { foreignText } from '../../common/foreign-text.js';
import { newId } from '../../common/ids.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import { FactorSignInService } from '../factors/factor-sign-in.service.js';
import { SignInStepsService } from '../factors/sign-in-steps.service.js';
import { emailAddress } from '../members.service.js';
import type { Client } from '../people/client.js';
import { MailTokensService } from '../people/mail-tokens.service.js';
import type { PersonRow } from '../people/passwords.service.js';
import { deleteCredentials, personByEmail, provePerson } from '../people/people.sql.js';
import { deleteOtherSessions } from '../people/sessions.sql.js';
import { OidcClientService, type OidcClaims, type OidcWay } from './oidc-client.service.js';
import { linkSubject, personBySubject, subjectOf } from './oidc.sql.js';

/** Why somebody comes back from the provider without being signed in. The sign-in page has words for each. */
type Problem = 'canceled' | 'failed' | 'late' | 'other_person' | 'unverified';

interface Way extends OidcWay {
  next: string;
}

/** Where the browser goes now, and with which cookies. */
export interface Onward {
  url: string;
  cookies: string[];
}

class OidcProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem);
  }
}

/** Signing in through the operator's provider of OpenID Connect. Whatever goes wrong ends on the sign-in page. */
@Injectable()
export class OidcSignInService {
  private readonly logger = new Logger('people');

  constructor(
    private readonly database: DatabaseService,
    private readonly provider: OidcClientService,
    private readonly steps: SignInStepsService,
    private readonly factors: FactorSignInService,
    private readonly tokens: MailTokensService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** `next`: a page of ours to come back to. */
  start(next: string, again: boolean): Promise<Onward> {
    return this.orSignInPage(async () => {
      const { url, way } = await this.provider.begin(again);
      const details: Way = { ...way, next: ownPath(next) };
      return { url, cookies: [await this.steps.begin('oidc', null, details)] };
    });
  }

  /** `search`: what the provider has sent the browser back with. */
  async finish(search: string, client: Client): Promise<Onward> {
    const onward = await this.orSignInPage(async () => {
      const step = await this.steps.take<Way>('oidc', client.cookie);
      if (!step) throw new OidcProblem('late');
      if (new URLSearchParams(search).get('error') === 'access_denied') throw new OidcProblem('canceled');
      const { next, ...way } = step.details;
      const claims = await this.provider.finish(search, way);
      const person = await this.database.transaction((sql) => this.person(sql, claims));
      const signedIn = await this.factors.after(person, { provedBy: 'oidc', remember: true }, client);
      if (!('waiting' in signedIn)) return { url: next, cookies: signedIn.cookies };
      return { url: `/sign-in?${new URLSearchParams({ code: 'true', next }).toString()}`, cookies: [signedIn.waiting] };
    });
    return { ...onward, cookies: [...onward.cookies, this.steps.cleared('oidc')] };
  }

  /** A linked person stays linked. Otherwise it is the person whose address the provider says was proved, and nobody else. */
  private async person(sql: Sql, claims: OidcClaims): Promise<PersonRow> {
    const subject = `${claims.issuer} ${claims.subject}`;
    const [linked] = await sql.run<PersonRow>(personBySubject, [subject]);
    if (linked?.verified) return linked;
    const email = emailAddress.safeParse(claims.email);
    if (!email.success || claims.emailVerified !== true) throw new OidcProblem('unverified');
    const [proved] = await sql.run<{ id: string }>(provePerson, [newId('per'), nameOf(claims, email.data), email.data]);
    if (proved) {
      // What anybody set without proving the address is worth nothing.
      await sql.run(deleteOtherSessions, [proved.id, null]);
      await sql.run(deleteCredentials, [proved.id]);
      await this.tokens.endAll(sql, proved.id, email.data);
    }
    const [person] = await sql.run<PersonRow>(personByEmail, [email.data]);
    if (!person) throw new OidcProblem('failed');
    // If the provider gives an address to another person, that person does not get what the earlier one had here.
    if ((await sql.run(subjectOf, [person.id, claims.issuer])).length > 0) throw new OidcProblem('other_person');
    const [link] = await sql.run(linkSubject, [newId('ver'), person.id, subject]);
    if (!link) throw new OidcProblem('failed');
    return person;
  }

  private async orSignInPage(work: () => Promise<Onward>): Promise<Onward> {
    try {
      return await work();
    } catch (error) {
      const problem = error instanceof OidcProblem ? error.problem : 'failed';
      if (problem === 'failed')
        this.logger.warn(`A sign-in with ${this.settings.oidc?.name} failed: ${reasonOf(error)}`);
      return { url: `/sign-in?oidc=${problem}`, cookies: [] };
    }
  }
}

/** The library's words for what did not fit. What the provider sent is left out, because it may hold tokens. */
function reasonOf(error: unknown): string {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  return foreignText([name, code, message].filter(Boolean).join(', '), 300);
}

function nameOf({ name }: OidcClaims, email: string): string {
  const given =
    typeof name === 'string'
      ? name
          .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
          .trim()
          .slice(0, 100)
      : '';
  return given.toWellFormed() || (email.split('@')[0] ?? email);
}

/** Never an address of somebody else's, which may have been planted. */
function ownPath(next: string): string {
  return /^\/(?![/\\])[\x21-\x7e]{0,500}$/.test(next) ? next : '/';
}
