import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import { accountOfDomain, endOtherWays, setSsoDomain } from './oidc.sql.js';

/** Domains whose people sign in through OpenID Connect only. An account has one at most, and only the operator says which. */
@Injectable()
export class SsoDomainsService {
  constructor(
    private readonly database: DatabaseService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** For whatever an address could be proved by beside the provider. @throws ApiError `forbidden` */
  async refuseOtherWays(email: string): Promise<void> {
    if (await this.allowsOtherWays(email)) return;
    const domain = domainOf(email);
    const provider = this.settings.oidc?.name ?? null;
    const words = `Addresses of ${domain} sign in with ${provider ?? 'their provider, which this server does not know any more'}`;
    throw new ApiError('forbidden', { requires: 'oidc', provider }, words);
  }

  async allowsOtherWays(email: string): Promise<boolean> {
    return (await this.database.run(accountOfDomain, [domainOf(email)])).length === 0;
  }

  /**
   * Ends all sessions that another way has begun. Answers whether it was not so before.
   * @throws ApiError `invalid_request` without a provider, `invalid_state` when the domain is another account's
   */
  async set(sql: Sql, accountId: string, domain: string | null): Promise<boolean> {
    if (domain !== null && !this.settings.oidc) throw ApiError.field('ssoDomain', 'expected OIDC_ISSUER to be set');
    const [owner] = domain === null ? [] : await sql.run<{ id: string }>(accountOfDomain, [domain]);
    if (owner && owner.id !== accountId) {
      throw new ApiError('invalid_state', { account: owner.id }, 'Another account has this domain');
    }
    const [changed] = await sql.run(setSsoDomain, [accountId, domain]);
    if (changed && domain !== null) await sql.run(endOtherWays, [accountId, domain]);
    return changed !== undefined;
  }
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}
