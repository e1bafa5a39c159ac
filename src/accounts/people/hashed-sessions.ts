import type { prismaAdapter } from 'better-auth/adapters/prisma';
import { sha256 } from '../../common/crypto.js';

type MakeAdapter = ReturnType<typeof prismaAdapter>;
type Adapter = ReturnType<MakeAdapter>;
type Calls = Omit<Adapter, 'transaction'>;

interface Query {
  model: string;
  where?: { field: string; value: unknown }[];
}
type Call = (query: Query) => Promise<unknown>;

/** Every call that may name a session by its token. */
const NAMING = [
  'findOne',
  'findMany',
  'count',
  'update',
  'updateMany',
  'delete',
  'deleteMany',
  'consumeOne',
  'incrementOne',
] as const satisfies (keyof Calls)[];

/**
 * Keeps the tokens of sessions as hashes. A copy of the table is no way in, even with the secret that signs cookies. The library
 * gets back the token that it asked with. A row that it finds in another way carries the hash, which finds nothing.
 */
export function hashedSessions(make: MakeAdapter): MakeAdapter {
  return (options) => {
    const adapter = make(options);
    const transaction: Adapter['transaction'] = (work) => adapter.transaction((inner) => work(hashedCalls(inner)));
    return { ...hashedCalls(adapter), transaction };
  };
}

function hashedCalls<Some extends Calls>(adapter: Some): Some {
  const naming = NAMING.map((name) => [name, byHash((query) => (adapter[name] as Call)(query))]);
  const create: Calls['create'] = async (query) => {
    const { token } = query.data as { token?: unknown };
    if (query.model !== 'session' || typeof token !== 'string') return adapter.create(query);
    const data = { ...query.data, token: sha256(token) };
    return withToken(await adapter.create({ ...query, data }), token);
  };
  return { ...adapter, ...Object.fromEntries(naming), create };
}

function byHash(call: Call): Call {
  return async (query) => {
    const token = query.model === 'session' && query.where?.find(({ field }) => field === 'token')?.value;
    if (!token) return call(query);
    const where = query.where?.map((condition) => {
      return condition.field === 'token' ? { ...condition, value: hashed(condition.value) } : condition;
    });
    return withToken(await call({ ...query, where }), token);
  };
}

function hashed(value: unknown): unknown {
  return Array.isArray(value) ? value.map(hashed) : sha256(String(value));
}

/** One row that was asked for by its token has it again. */
function withToken<Result>(result: Result, token: unknown): Result {
  const isRow = typeof result === 'object' && result !== null && 'token' in result;
  return isRow && typeof token === 'string' ? { ...result, token } : result;
}
