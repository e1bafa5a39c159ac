import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { guardedLookup } from '../outbound/address-guard.js';

const CONNECT_TIMEOUT_MS = 5_000;
/** Longest silence on a connection; a whole object may take longer. */
const SOCKET_TIMEOUT_MS = 30_000;
/** Idle sockets close by themselves after this, so that a bucket which is no longer kept needs no closing. */
const IDLE_SOCKET_MS = 30_000;
/**
 * Sockets one connection may hold: more than the highest WORKER_CONCURRENCY, because the SDK counts waiting for a free one as
 * time to connect.
 */
const MAX_SOCKETS = 320;

/** How the AWS SDK calls: only addresses that may be called, and with time limits. */
export function guardedHandler(allowPrivateEndpoints: boolean) {
  const agentOptions = {
    keepAlive: true,
    timeout: IDLE_SOCKET_MS,
    maxSockets: MAX_SOCKETS,
    lookup: guardedLookup(allowPrivateEndpoints),
  };
  return {
    httpAgent: new HttpAgent(agentOptions),
    httpsAgent: new HttpsAgent(agentOptions),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
  };
}
