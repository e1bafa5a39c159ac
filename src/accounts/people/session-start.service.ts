import { Inject, Injectable } from '@nestjs/common';
import { sha256 } from '../../common/crypto.js';
import { ApiError } from '../../common/errors.js';
import { DatabaseService } from '../../database/database.service.js';
import { SsoDomainsService } from '../oidc/sso-domains.service.js';
import { AUTH, type Auth, type BegunSession } from './auth.js';
import { headersOf, type Client } from './client.js';
import { DevicesService } from './devices.service.js';
import type { PersonView } from './homes.service.js';
import { NoticesService } from './notices.service.js';
import type { PersonRow } from './passwords.service.js';
import { passwordNow, signOutsNow } from './people.sql.js';
import { deleteSessionByToken } from './sessions.sql.js';

export interface StartedSession {
  person: PersonView;
  cookies: string[];
}

/** Begins the session of somebody who has proved who they are, however they did. */
@Injectable()
export class SessionStartService {
  constructor(
    private readonly database: DatabaseService,
    private readonly devices: DevicesService,
    private readonly notices: NoticesService,
    private readonly domains: SsoDomainsService,
    @Inject(AUTH) private readonly auth: Auth,
  ) {}

  /**
   * Makes the browser a known one, and tells the person when it was not.
   * @param owner as read before anything was proved
   * @throws ApiError `forbidden` for another way than the one of their domain; `unauthorized` when all their sessions were ended since
   */
  async start(owner: PersonRow, proof: Omit<BegunSession, 'personId'>, client: Client): Promise<StartedSession> {
    if (proof.provedBy !== 'oidc') await this.domains.refuseOtherWays(owner.email);
    const device = this.devices.known(owner, client.cookie);
    const { response, headers } = await this.auth.api.beginSession({
      body: { personId: owner.id, ...proof },
      // A cookie of the session before is nothing to the new one.
      headers: headersOf({ ...client, cookie: '' }),
      returnHeaders: true,
    });
    await this.requireStill(owner, response.token);
    if (!device) this.notices.newSignIn(owner.email, client);
    const { id, name, email } = owner;
    const cookies = [...headers.getSetCookie(), this.devices.cookieFor(owner, device)];
    return { person: { id, name, email }, cookies };
  }

  /**
   * Whoever ends all sessions, or changes the password, ends those that are there. A session of a sign-in that was under way comes
   * after that, so it ends here, before anybody has its cookie. The reads wait for what is under way.
   */
  private async requireStill({ id, signOuts, password }: PersonRow, token: string): Promise<void> {
    const [now] = await this.database.run<{ signOuts: number }>(signOutsNow, [id]);
    // Processes of the previous version change passwords and do not count.
    const [known] = await this.database.run<{ password: string | null }>(passwordNow, [id]);
    if (now?.signOuts === signOuts && (known?.password ?? null) === password) return;
    await this.database.run(deleteSessionByToken, [sha256(token)]);
    throw new ApiError('unauthorized');
  }
}
