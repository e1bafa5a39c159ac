import { Inject, Injectable } from '@nestjs/common';
import { newId } from '../common/ids.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import type { Sql } from '../database/database.service.js';
import { SealingService } from '../database/sealing.service.js';
import { newEndpointSecret, requireAllowedEndpoint } from './endpoint-address.js';
import { resumeEndpoint, SEALED_SECRET } from './endpoints.sql.js';
import { insertNamed, readNamed } from './named-endpoints.sql.js';

/**
 * Endpoints that are named with a request instead of being set up: one for each account and address, made when it is
 * named first. So deliveries, attempts and signatures are those of any endpoint. All requests that name the address are
 * told the same secret: a program that lost the first answer can still verify what the next batch sends. One that was
 * disabled because it failed for days gets another chance with each batch that names it.
 */
@Injectable()
export class NamedEndpointsService {
  constructor(
    private readonly sealing: SealingService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws ApiError `blocked_address` */
  async named(sql: Sql, accountId: string, url: string): Promise<{ id: string; secret: string }> {
    requireAllowedEndpoint(url, this.settings.allowPrivateEndpoints);
    const known = await this.read(sql, accountId, url);
    // Nobody else could resume it: it is in no list.
    if (known?.disabled) await sql.run(resumeEndpoint, [known.id]);
    if (known) return known;
    const id = newId('whe');
    const sealed = await this.sealing.seal(sql, SEALED_SECRET.place(accountId, id), newEndpointSecret());
    await sql.run(insertNamed, [id, accountId, url, sealed]);
    const made = await this.read(sql, accountId, url);
    if (!made) throw new Error(`No endpoint of ${accountId} was made`);
    return made;
  }

  private async read(sql: Sql, accountId: string, url: string) {
    const [row] = await sql.run<{ id: string; sealed_secret: string; disabled: boolean }>(readNamed, [accountId, url]);
    if (!row) return null;
    const secret = await this.sealing.open(sql, SEALED_SECRET.place(accountId, row.id), row.sealed_secret);
    return { id: row.id, secret, disabled: row.disabled };
  }
}
