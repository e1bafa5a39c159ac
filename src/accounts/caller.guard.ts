import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { sameSecret } from '../common/crypto.js';
import { ApiError } from '../common/errors.js';
import { AUDIENCE, type Audience, type CallerRequest } from '../common/http/callers.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { AccountsService } from './accounts.service.js';
import { hashFromHeader } from './api-keys.js';

/** Decides for every route who is asking. A route that says nothing is for accounts with a key. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly accounts: AccountsService,
    private readonly reflector: Reflector,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<CallerRequest>();
    const targets = [context.getHandler(), context.getClass()];
    const audience = this.reflector.getAllAndOverride<Audience | undefined>(AUDIENCE, targets) ?? 'account';
    if (audience === 'operator') this.requireOperator(request.headers.authorization);
    if (audience === 'account') await this.requireAccount(request);
    return true;
  }

  private requireOperator(authorization = ''): void {
    if (!sameSecret(authorization, `Bearer ${this.settings.adminToken}`)) throw new ApiError('unauthorized');
  }

  private async requireAccount(request: CallerRequest): Promise<void> {
    const hash = hashFromHeader(request.headers.authorization);
    const owner = hash && (await this.accounts.ownerOfKey(hash));
    if (!owner || owner.suspended) throw new ApiError('unauthorized');
    const { features } = this.settings.catalogue.plans[owner.plan];
    if (!features.includes('api')) throw new ApiError('plan_required', { plan: owner.plan, requires: 'api' });
    request.caller = { accountId: owner.account_id, plan: owner.plan, features };
  }
}
