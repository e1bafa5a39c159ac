import type { FastifyRequest } from 'fastify';

/** Only between us and better-auth: what a caller sends under this name is not looked at. */
export const ADDRESS_HEADER = 'x-fluxbatch-address';
const MAX_USER_AGENT = 300;

/** Where a request comes from, as far as sign-in looks at it. */
export interface Client {
  address: string;
  userAgent: string;
  cookie: string;
}

export function clientOf({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): Client {
  const { cookie = '', 'user-agent': userAgent = '' } = headers;
  return { address: ip, userAgent: userAgent.slice(0, MAX_USER_AGENT), cookie };
}

/** For the library, which writes the first two beside a session that begins. */
export function headersOf({ address, userAgent, cookie }: Client): Headers {
  return new Headers({ [ADDRESS_HEADER]: address, 'user-agent': userAgent, cookie });
}
