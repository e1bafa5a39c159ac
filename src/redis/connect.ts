import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { RedisSettings } from '../config/redis-settings.js';

export type RedisClient = Redis | Cluster;

/** How long until a part that is away is tried again: at once, then ever later, two seconds at most. */
const retryDelay = (times: number) => Math.min(2_000, 50 * 2 ** times);

/** A client for wherever Redis is: a server, what sentinels say is the master, or a cluster. `own` is what its user needs of it. */
export function connectRedis(settings: RedisSettings, own: RedisOptions): RedisClient {
  const client = createClient(settings, own);
  // Without a listener ioredis prints each lost connection. What fails is reported by whoever gave the command.
  client.on('error', () => {});
  return client;
}

function createClient(settings: RedisSettings, own: RedisOptions): RedisClient {
  const { mode, nodes, username, password, db, master, sentinelPassword } = settings;
  const tls = settings.tls ? {} : undefined;
  const [first = { host: '127.0.0.1', port: 6379 }] = nodes;
  switch (mode) {
    case 'standalone':
      return new Redis({ ...first, username, password, db, tls, retryStrategy: retryDelay, ...own });
    case 'sentinel':
      return new Redis({
        sentinels: nodes,
        name: master,
        username,
        password,
        db,
        tls,
        sentinelPassword,
        sentinelTLS: tls,
        enableTLSForSentinelMode: settings.tls,
        sentinelRetryStrategy: retryDelay,
        retryStrategy: retryDelay,
        ...own,
      });
    case 'cluster': {
      const { lazyConnect, enableAutoPipelining, ...ofNodes } = own;
      return new Cluster(nodes, {
        lazyConnect,
        enableAutoPipelining,
        enableReadyCheck: own.enableReadyCheck,
        clusterRetryStrategy: retryDelay,
        redisOptions: { username, password, tls, ...ofNodes },
        // With TLS a certificate is for a name, and that is what the cluster says its nodes are called.
        ...(tls && { dnsLookup: (address, done) => done(null, address) }),
      });
    }
  }
}

/** The servers that hold keys. */
export function masters(client: RedisClient): Redis[] {
  return client instanceof Cluster ? client.nodes('master') : [client];
}
