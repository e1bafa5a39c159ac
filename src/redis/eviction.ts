import { masters, type RedisClient } from './connect.js';

/** What Redis does when its memory is full, and how often it did. */
export interface Eviction {
  /** The policies of its servers; `noeviction` is the only one that keeps what was put there. */
  policies: string[];
  evictedKeys: number;
  usedBytes: number;
}

/** Asked by INFO, which providers allow that forbid CONFIG. */
export async function readEviction(client: RedisClient): Promise<Eviction> {
  const answers = await Promise.all(masters(client).map((server) => server.info()));
  const values = (name: string) => answers.map((text) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(text)?.[1] ?? '');
  const sum = (name: string) => values(name).reduce((total, value) => total + Number(value || 0), 0);
  return {
    policies: [...new Set(values('maxmemory_policy'))],
    evictedKeys: sum('evicted_keys'),
    usedBytes: sum('used_memory'),
  };
}
