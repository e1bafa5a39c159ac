import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, ERRORS, type FieldProblem } from '../errors.js';
import { errorStack, errorText } from '../foreign-text.js';

/** Seconds after which a caller may try a retryable refusal again, unless the refusal says otherwise. */
const RETRY_AFTER_SECONDS = 2;

/** Problems that one refusal lists. Callers with more mend the first ones first. */
const TOLD_PROBLEMS = 20;
const TOLD_CHARACTERS = 300;

/** SQLSTATE: lock not available, statement canceled by its time limit, deadlock. */
const WAITED_IN_VAIN = ['55P03', '57014', '40P01'];

/** Turns every thrown thing into `{ error, code, ...details }`; inner texts never leave the process. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also for what fails before any route was found, as with a URL that is none. */
  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const refusal = this.toApiError(thrown, request);
    const { status, retryable } = ERRORS[refusal.code];
    if (retryable) void reply.header('retry-after', String(refusal.details.retryAfter ?? RETRY_AFTER_SECONDS));
    // A route that streams something else may have named its own type already.
    void reply.status(status).type('application/json; charset=utf-8');
    void reply.send({ error: cut(refusal.message), code: refusal.code, ...briefly(refusal.details) });
  }

  private toApiError(thrown: unknown, request: FastifyRequest): ApiError {
    if (thrown instanceof ApiError) return thrown;
    const refusal = refusalOfFramework(thrown, request);
    if (refusal) return refusal;
    const route = `${request.method} ${request.routeOptions?.url ?? 'unknown route'}`;
    this.logger.error(`${route} ${request.id}: ${errorText(thrown)}`, errorStack(thrown));
    return new ApiError('internal');
  }
}

/** Names of fields are the caller's, so a refusal could become as large as what it refuses. */
function briefly({ fields, ...details }: ApiError['details']): ApiError['details'] {
  if (!Array.isArray(fields)) return details;
  const told = (fields as FieldProblem[]).slice(0, TOLD_PROBLEMS);
  const more = fields.length - told.length;
  return {
    ...details,
    fields: told.map(({ path, message }) => ({ path: cut(path), message: cut(message) })),
    ...(more > 0 && { moreFields: more }),
  };
}

/** Never half a character. */
function cut(text: string): string {
  return text.length > TOLD_CHARACTERS ? `${text.slice(0, TOLD_CHARACTERS).toWellFormed()}…` : text;
}

/** Errors that Nest, Fastify or PostgreSQL raise about a request that cannot be taken as it is. */
function refusalOfFramework(thrown: unknown, request: FastifyRequest): ApiError | null {
  const { statusCode, code } = (thrown ?? {}) as { statusCode?: number; code?: string };
  if (code === 'FST_ERR_BAD_URL') return ApiError.field('url', 'expected well-formed percent-encoding');
  // NUL is text to JSON and none to PostgreSQL.
  if (code === '22021') return ApiError.field('body', 'expected text without NUL');
  // A row that is locked for too long, or a database that is too slow, is a matter of a moment.
  if (code !== undefined && WAITED_IN_VAIN.includes(code)) return new ApiError('busy');
  switch (thrown instanceof HttpException ? thrown.getStatus() : statusCode) {
    case 404:
    case 414: // a part of the path is longer than any id
      return new ApiError('not_found');
    case 413:
      return new ApiError('too_large', { limit: request.routeOptions.bodyLimit });
    case 400:
    case 415:
      return ApiError.field('body', 'expected well-formed JSON');
    default:
      return null;
  }
}
