import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Feature, PlanName } from '../../config/plans.js';

/** The account a request acts for, as the API-key guard found it. */
export interface Caller {
  accountId: string;
  plan: PlanName;
  features: readonly Feature[];
}

export type CallerRequest = FastifyRequest & { caller?: Caller };

/** Who may call a route: an account with a key (the default), the operator, or anybody. */
export type Audience = 'account' | 'operator' | 'anybody';
export const AUDIENCE = 'audience';
export const OperatorOnly = () => SetMetadata(AUDIENCE, 'operator' satisfies Audience);
export const ForAnybody = () => SetMetadata(AUDIENCE, 'anybody' satisfies Audience);

/** Injects the calling account into a controller's method. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<CallerRequest>();
  if (!caller) throw new Error('CurrentCaller was used on a route that has no calling account');
  return caller;
});
