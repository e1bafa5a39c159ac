import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Feature, PlanName } from '../../config/plans.js';
import type { Scope } from './scopes.js';

/** Who does something: a program with a key, a person who is signed in, an operator by name, somebody unknown, or the service itself. */
export interface Actor {
  kind: 'key' | 'person' | 'operator' | 'anybody' | 'service';
  id: string | null;
}

export const ANYBODY: Actor = { kind: 'anybody', id: null };
export const SERVICE: Actor = { kind: 'service', id: null };

/** What a person is in an account. A key may do what an owner may, but for what is about people. */
export const MEMBER_ROLES = ['owner', 'member'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** What a key may do, and until when. */
export interface KeyRights {
  scopes: readonly Scope[];
  expiresAt: Date | null;
}

/** The account a request acts for, and who acts, as the guard found them. */
export interface Caller {
  accountId: string;
  plan: PlanName;
  features: readonly Feature[];
  actor: Actor;
  role: MemberRole;
  /** Of the key that calls; null for a person, whose role says it all. */
  rights: KeyRights | null;
  /** What they were let in by: the hash of the key, or the session. */
  proof: string;
}

/** Somebody who is signed in. */
export interface SignedIn {
  personId: string;
  sessionId: string;
  /** When they last proved that it is them. */
  confirmedAt: Date;
  /** A code was part of the sign-in and still would be, or it was a passkey. */
  secondFactor: boolean;
}

/** Whether a person proved just now that it is them. Keys are not asked. */
export function isConfirmed(signedIn: SignedIn | undefined): boolean {
  return !signedIn || confirmedUntil(signedIn).getTime() > Date.now();
}

export function confirmedUntil({ confirmedAt }: SignedIn): Date {
  return new Date(confirmedAt.getTime() + CONFIRMED_FOR_MS);
}

export type CallerRequest = FastifyRequest & {
  caller?: Caller;
  operator?: Actor;
  signedIn?: SignedIn;
  /** The account is suspended; only routes that are `AlsoSuspended` go on. */
  suspended?: boolean;
  /** The account takes only sessions that came through OpenID Connect, and this one did not. */
  demandsOidc?: boolean;
  /** The account takes only sessions with a second factor, and this one has none. */
  demandsSecondFactor?: boolean;
  /** Set once it is known who is asking. */
  admittedTo?: Audience;
  /** `performance.now()` then. */
  admittedAt?: number;
};

/** Who may call a route: an account with a key or a session (the default), the operator, or anybody. */
export type Audience = 'account' | 'operator' | 'anybody';
export const AUDIENCE = 'audience';
export const OperatorOnly = () => SetMetadata(AUDIENCE, 'operator' satisfies Audience);
export const ForAnybody = () => SetMetadata(AUDIENCE, 'anybody' satisfies Audience);

/**
 * What a route of an account asks of its caller, all of it together: to be an owner (or a key), to be a person, or, for a person,
 * to have proved just now that it is them.
 */
export type Demand = 'owner' | 'person' | 'confirmation';
/** How long a sign-in or a confirmation is `just now`. */
const CONFIRMED_FOR_MS = 15 * 60_000;
export const DEMANDS = 'demands';
export const Demands = (...demands: Demand[]) => SetMetadata(DEMANDS, demands);

/** A route that works for a session whose account is suspended: its people can look, go elsewhere, and leave. */
export const ALSO_SUSPENDED = 'also-suspended';
export const AlsoSuspended = () => SetMetadata(ALSO_SUSPENDED, true);

/** Injects the calling account into a controller's method. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<CallerRequest>();
  if (!caller) throw new Error('CurrentCaller was used on a route that has no calling account');
  return caller;
});

/** Injects the person who is signed in; for routes that demand one. */
export const CurrentPerson = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const { signedIn } = context.switchToHttp().getRequest<CallerRequest>();
  if (!signedIn) throw new Error('CurrentPerson was used on a route that does not demand a person');
  return signedIn;
});

/** Injects the operator who calls; for the routes that are for operators only. */
export const CurrentOperator = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { operator } = context.switchToHttp().getRequest<CallerRequest>();
  if (!operator) throw new Error('CurrentOperator was used on a route that is not for operators only');
  return operator;
});
