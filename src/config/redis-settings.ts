import { z } from 'zod';

export const REDIS_MODES = ['standalone', 'sentinel', 'cluster'] as const;

/** A Redis server, sentinel or node. */
export interface RedisNode {
  host: string;
  port: number;
}

/** Where Redis is. User, password, TLS and database hold for every server that is reached. */
export interface RedisSettings {
  mode: (typeof REDIS_MODES)[number];
  /** The server itself, or the first of `nodes`. */
  url: string;
  /** Sentinels, or nodes of the cluster that are asked for the others. One of them must answer. */
  nodes: RedisNode[];
  username?: string;
  password?: string;
  tls: boolean;
  /** Always 0 in a cluster, which has no others. */
  db: number;
  /** Sentinels only: the name they know the master by, and their own password. */
  master?: string;
  sentinelPassword?: string;
}

interface Variables {
  REDIS_URL: string;
  REDIS_MODE: RedisSettings['mode'];
  REDIS_NODES?: RedisNode[];
  REDIS_SENTINEL_MASTER?: string;
  REDIS_SENTINEL_PASSWORD?: string;
}

const DEFAULT_PORT = { standalone: 6379, sentinel: 26379, cluster: 6379 };

/** `host:port` with commas. */
export const redisNodes = z.string().transform((text, context) => {
  const nodes = text.split(',').map((node) => /^\s*\[?([^\s/@]+?)\]?:(\d{1,5})\s*$/.exec(node));
  if (nodes.some((node) => node === null)) {
    context.addIssue({ code: 'custom', message: 'expected host:port, several with commas' });
    return z.NEVER;
  }
  return nodes.map((node) => ({ host: node?.[1] ?? '', port: Number(node?.[2]) }));
});

/** Each problem names its variable. */
export function redisSettings(variables: Variables): { settings: RedisSettings; problems: string[] } {
  const { REDIS_URL: url, REDIS_MODE: mode, REDIS_NODES: further = [], REDIS_SENTINEL_MASTER: master } = variables;
  const { hostname, port, username, password, protocol, pathname } = new URL(url);
  const first = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || DEFAULT_PORT[mode]) };
  const settings: RedisSettings = {
    mode,
    url,
    nodes: [first, ...further],
    username: decodeURIComponent(username) || undefined,
    password: decodeURIComponent(password) || undefined,
    tls: protocol === 'rediss:',
    db: Number(pathname.slice(1) || 0),
    master,
    sentinelPassword: variables.REDIS_SENTINEL_PASSWORD,
  };
  const problems = [
    !Number.isInteger(settings.db) && 'REDIS_URL: expected the number of a database behind the slash',
    mode === 'cluster' && settings.db !== 0 && 'REDIS_URL: expected no database but 0, because a cluster has no other',
    mode === 'sentinel' && !master && 'REDIS_SENTINEL_MASTER: expected the name that the sentinels know the master by',
    mode !== 'sentinel' && master && `REDIS_SENTINEL_MASTER: expected nothing, because REDIS_MODE is ${mode}`,
    mode === 'standalone' && further.length > 0 && 'REDIS_NODES: expected nothing, because REDIS_MODE is standalone',
  ];
  return { settings, problems: problems.filter((problem) => typeof problem === 'string') };
}
