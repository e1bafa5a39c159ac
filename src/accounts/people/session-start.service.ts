import { Inject, Injectable } from '@nestjs/common';
import { SsoDomainsService } from '../oidc/sso-domains.service.js';
import { AUTH, type Auth, type BegunSession } from './auth.js';
import { headersOf, type Client } from './client.js';
import { DevicesService } from './devices.service.js';
import type { PersonView } from './homes.service.js';
import { NoticesService } from './notices.service.js';
import type { PersonRow } from './passwords.service.js';

export interface StartedSession {
  person: PersonView;
  token: string;
  cookies: string[];
}

/** Begins the session of somebody who has proved who they are, however they did. */
@Injectable()
export class SessionStartService {
  constructor(
    private readonly devices: DevicesService,
    private readonly notices: NoticesService,
    private readonly domains: SsoDomainsService,
    @Inject(AUTH) private readonly auth: Auth,
  ) {}

  /** @throws ApiError `forbidden` for another way than the one of their domain. Makes the browser a known one, and tells the person when it was not. */
  async start(owner: PersonRow, proof: Omit<BegunSession, 'personId'>, client: Client): Promise<StartedSession> {
    if (proof.provedBy !== 'oidc') await this.domains.refuseOtherWays(owner.email);
    const device = this.devices.known(owner, client.cookie);
    const { response, headers } = await this.auth.api.beginSession({
      body: { personId: owner.id, ...proof },
      // A cookie of the session before is nothing to the new one.
      headers: headersOf({ ...client, cookie: '' }),
      returnHeaders: true,
    });
    if (!device) this.notices.newSignIn(owner.email, client);
    const { id, name, email } = owner;
    const cookies = [...headers.getSetCookie(), this.devices.cookieFor(owner, device)];
    return { person: { id, name, email }, token: response.token, cookies };
  }
}
