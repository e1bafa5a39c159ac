import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.js';

const MAX_KEY_LENGTH = 255;

/** Injects the request's `Idempotency-Key`, or null without one. */
export const IdempotencyKey = createParamDecorator(fromContext);

/** @throws ApiError `invalid_request` */
export function idempotencyKeyOf(headers: FastifyRequest['headers']): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || key.length < 1 || key.length > MAX_KEY_LENGTH) {
    throw ApiError.field('Idempotency-Key', `expected 1 to ${MAX_KEY_LENGTH} characters`);
  }
  return key;
}

/** Whether a method of a controller has its `IdempotencyKey` injected. */
export function takesIdempotencyKey(controller: object, method: string): boolean {
  const injected = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<
    string,
    { factory?: unknown }
  >;
  return Object.values(injected).some(({ factory }) => factory === fromContext);
}

function fromContext(_: unknown, context: ExecutionContext): string | null {
  return idempotencyKeyOf(context.switchToHttp().getRequest<FastifyRequest>().headers);
}

/** Tells the caller that the answer is the one an earlier request got. */
export function markReplayed(reply: FastifyReply, replayed: boolean): void {
  if (replayed) void reply.header('idempotent-replayed', 'true');
}
