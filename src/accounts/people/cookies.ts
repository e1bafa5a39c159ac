import type { FastifyReply } from 'fastify';

/** Beside those that the reply sets already. */
export function setCookies(reply: FastifyReply, cookies: string[]): void {
  if (cookies.length > 0) void reply.header('set-cookie', cookies);
}
