import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, ERRORS, type ErrorCode } from '../errors.js';

/** Seconds after which a caller may try a retryable refusal again, unless the refusal says otherwise. */
const RETRY_AFTER_SECONDS = 2;

/** Turns every thrown thing into `{ error, code, ...details }`; inner texts never leave the process. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const refusal = this.toApiError(thrown, http.getRequest<FastifyRequest>());
    const { status, retryable } = ERRORS[refusal.code];
    if (retryable) void reply.header('retry-after', String(refusal.details.retryAfter ?? RETRY_AFTER_SECONDS));
    // A route that streams something else may have named its own type already.
    void reply.status(status).type('application/json; charset=utf-8');
    void reply.send({ error: refusal.message, code: refusal.code, ...refusal.details });
  }

  private toApiError(thrown: unknown, request: FastifyRequest): ApiError {
    if (thrown instanceof ApiError) return thrown;
    const code = codeOfFrameworkError(thrown);
    if (code === 'invalid_request') return ApiError.field('body', 'expected well-formed JSON');
    if (code === 'too_large') return new ApiError(code, { limit: request.routeOptions.bodyLimit });
    if (code) return new ApiError(code);
    this.logger.error(
      `${request.method} ${request.routeOptions.url ?? 'unknown route'}: ${String(thrown)}`,
      (thrown as Error)?.stack,
    );
    return new ApiError('internal');
  }
}

/** Errors that Nest or Fastify raise before a controller is reached. */
function codeOfFrameworkError(thrown: unknown): ErrorCode | null {
  const status = thrown instanceof HttpException ? thrown.getStatus() : (thrown as { statusCode?: number })?.statusCode;
  if (status === 404) return 'not_found';
  if (status === 413) return 'too_large';
  if (status === 400 || status === 415) return 'invalid_request';
  return null;
}
