import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { ApiError } from '../common/errors.js';
import {
  AUDIENCE,
  isConfirmed,
  type Audience,
  type Caller,
  type CallerRequest,
  type Demand,
} from '../common/http/callers.js';
import type { DeclaredRoute } from '../common/http/routes.js';
import { idempotencyKeyOf } from '../common/http/idempotency-key.js';
import { requireSameOrigin } from '../common/http/same-origin.js';
import { scopesOf } from '../common/http/scopes.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { IdempotencyService } from '../database/idempotency.service.js';
import { hashFromHeader } from './api-keys.js';
import { CallLimitsService } from './call-limits.service.js';
import { KeysService } from './keys.service.js';
import { OperatorDoorService } from './operator-door.service.js';
import { HomesService } from './people/homes.service.js';
import { SignInService } from './people/sign-in.service.js';
import { StandingService } from './standing.service.js';

/** How old the found caller may be when the body is complete. */
const TRUSTED_MS = 500;

/**
 * Decides for every route who the caller is, from the head of the request alone: `admit` runs before a byte of a body is read.
 * As a guard it only checks that this was done. A route that declares nothing is for accounts, with a key or a session.
 */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly keys: KeysService,
    private readonly people: SignInService,
    private readonly homes: HomesService,
    private readonly limits: CallLimitsService,
    private readonly operators: OperatorDoorService,
    private readonly standing: StandingService,
    private readonly idempotency: IdempotencyService,
    private readonly reflector: Reflector,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws ApiError `unauthorized`, `forbidden`, `plan_required`, `rate_limited` */
  async admit(request: CallerRequest, reply: FastifyReply, route: DeclaredRoute): Promise<void> {
    const { audience, demands, alsoSuspended } = route;
    if (audience === 'operator') request.operator = await this.operators.require(request);
    else if (request.headers.authorization === undefined) requireSameOrigin(request, this.settings.publicUrl);
    if (audience === 'account') {
      request.caller = await this.requireAccount(request, reply, route);
      if (request.suspended && !alsoSuspended) throw new ApiError('forbidden', { requires: 'active_account' });
      // Nothing about the account is revealed: what is left is about the person.
      if (!(alsoSuspended && demands.includes('person'))) requireWayIn(request);
      requireScope(request.caller, route);
      for (const demand of demands) requireDemand(demand, request);
    }
    request.admittedTo = audience;
    request.admittedAt = performance.now();
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<CallerRequest>();
    const targets = [context.getHandler(), context.getClass()];
    const audience = this.reflector.getAllAndOverride<Audience | undefined>(AUDIENCE, targets) ?? 'account';
    if (request.admittedTo !== audience) throw new Error('A route was reached without looking at who is asking');
    const { caller, admittedAt = 0, suspended, demandsSecondFactor } = request;
    const isForPersonOnly = suspended || demandsSecondFactor;
    // Its body took a while: a key may have been deleted meanwhile.
    if (caller && !isForPersonOnly && performance.now() - admittedAt > TRUSTED_MS) await this.standing.require(caller);
    return true;
  }

  /** A header that names a key is taken by its word, even beside a cookie. */
  private requireAccount(request: CallerRequest, reply: FastifyReply, route: DeclaredRoute): Promise<Caller> {
    const { authorization } = request.headers;
    if (authorization === undefined) return this.bySession(request, reply);
    return this.byKey(authorization, request, reply, route);
  }

  private async byKey(
    authorization: string,
    request: CallerRequest,
    reply: FastifyReply,
    route: DeclaredRoute,
  ): Promise<Caller> {
    const hash = hashFromHeader(authorization);
    if (hash === null) throw new ApiError('unauthorized');
    const owner = await this.limits.around(hash, reply, async () => {
      const found = await this.keys.ownerOf(hash, request.ip);
      return found && { ...found, counted: `${found.account_id}:keys` };
    });
    if (!owner) throw new ApiError('unauthorized');
    if (owner.suspended) throw new ApiError('unauthorized', { reason: 'account_suspended' });
    // Programs that know Fluximage compare the text, so it is that of every 401.
    if (owner.expired) throw new ApiError('unauthorized', { reason: 'key_expired' });
    const { id, account_id: accountId, plan, scopes, expires_at: expiresAt } = owner;
    const { features } = this.settings.catalogue.plans[plan];
    // A repeated request is answered as it was, whatever the plan is now.
    if (!features.includes('api') && !(await this.isRepeated(accountId, request, route))) {
      throw new ApiError('plan_required', { plan, requires: 'api' });
    }
    return {
      accountId,
      plan,
      features,
      actor: { kind: 'key', id },
      role: 'owner',
      rights: { scopes, expiresAt },
      proof: hash,
    };
  }

  private async isRepeated(accountId: string, { headers }: CallerRequest, route: DeclaredRoute): Promise<boolean> {
    const key = route.isRepeatable ? idempotencyKeyOf(headers) : null;
    return key !== null && (await this.idempotency.isKnown(accountId, key));
  }

  private async bySession(request: CallerRequest, reply: FastifyReply): Promise<Caller> {
    const session = await this.people.session(request);
    if (!session) throw new ApiError('unauthorized');
    const { id: sessionId, personId, accountId, confirmedAt, cookies } = session;
    if (cookies.length > 0) void reply.header('set-cookie', cookies);
    const membership = await this.limits.around(`${personId}:${accountId}`, reply, async () => {
      const found = await this.homes.membership(personId, accountId);
      return found && { ...found, counted: `${accountId}:people` };
    });
    if (!membership) throw new ApiError('unauthorized');
    // However a session began, it needs the second factor if the person has one.
    if (membership.secondFactor && !session.secondFactor) throw new ApiError('unauthorized');
    if (membership.personDemandsOidc && !session.cameByOidc) throw new ApiError('unauthorized');
    // What a code once proved counts as long as one is asked for.
    const secondFactor = session.secondFactor && (session.cameByPasskey || membership.secondFactor);
    request.signedIn = { personId, sessionId, confirmedAt, secondFactor };
    const { plan, role, suspended } = membership;
    request.suspended = suspended;
    request.demandsOidc = membership.accountDemandsOidc && !session.cameByOidc;
    request.demandsSecondFactor = membership.accountDemandsSecondFactor && !secondFactor;
    const { features } = this.settings.catalogue.plans[plan];
    return { accountId, plan, features, actor: { kind: 'person', id: personId }, role, rights: null, proof: sessionId };
  }
}

/** A key names the narrowest scope that it lacks. */
function requireScope({ rights }: Caller, route: DeclaredRoute): void {
  const allowing = scopesOf(route);
  if (!rights || allowing.some((scope) => rights.scopes.includes(scope))) return;
  throw new ApiError('forbidden', { requires: `scope:${allowing[0]}` });
}

/** What the account demands of the sign-ins of its people. */
function requireWayIn({ demandsOidc, demandsSecondFactor }: CallerRequest): void {
  if (demandsOidc) throw new ApiError('forbidden', { requires: 'oidc' });
  if (demandsSecondFactor) throw new ApiError('second_factor_required');
}

function requireDemand(demand: Demand, { caller, signedIn }: CallerRequest): void {
  if (demand === 'owner' && caller?.role !== 'owner') throw new ApiError('forbidden', { requires: 'owner' });
  if (demand === 'person' && !signedIn) throw new ApiError('forbidden', { requires: 'session' });
  if (demand === 'confirmation' && !isConfirmed(signedIn))
    throw new ApiError('forbidden', { requires: 'confirmation' });
}
