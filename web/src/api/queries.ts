import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { answer, api } from './client';
import { onReturn } from './connection';
import { asFailure } from './failure';
import type { BatchStatus, UsageGroup } from './types';

const TRIES = 3;

/** What was read, and when it is read again. A refusal stands; what may pass is tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 5_000,
      retry: (failures, error) => failures < TRIES && asFailure(error).isPassing,
      retryDelay: (failures) => Math.min(1_000 * 2 ** failures, 8_000),
    },
    mutations: { networkMode: 'always' },
  },
});
onReturn(() => void queryClient.invalidateQueries());

const PAGE = 200;
const DAY_MS = 86_400_000;
const params = { query: { limit: PAGE } };

export const queries = {
  account: () =>
    queryOptions({
      queryKey: ['account'],
      staleTime: 60_000,
      queryFn: ({ signal }) => answer(api.GET('/api/account', { signal })),
    }),
  usage: () =>
    queryOptions({
      queryKey: ['usage'],
      refetchInterval: 15_000,
      queryFn: ({ signal }) => answer(api.GET('/api/usage', { signal })),
    }),
  history: () =>
    queryOptions({
      queryKey: ['usage', 'history'],
      queryFn: ({ signal }) => answer(api.GET('/api/usage/history', { signal, params: { query: { limit: 12 } } })),
    }),
  /** A page of what was used in the last `days` days, by day or for each key, person, connection or batch. */
  breakdown: (by: UsageGroup, days: number) =>
    infiniteQueryOptions({
      queryKey: ['usage', 'breakdown', by, days],
      initialPageParam: '',
      getNextPageParam: (page: { next: string | null }) => page.next,
      queryFn: ({ signal, pageParam }) => {
        const from = new Date(Date.now() - (days - 1) * DAY_MS).toISOString();
        const query = { by, from, limit: by === 'batch' ? 50 : PAGE, ...(pageParam && { cursor: pageParam }) };
        return answer(api.GET('/api/usage/breakdown', { signal, params: { query } }));
      },
    }),
  /** What a plan would give and cost now. */
  planPreview: (plan: 'starter' | 'pro' | 'agency') =>
    queryOptions({
      queryKey: ['plan-preview', plan],
      staleTime: 0,
      gcTime: 0,
      queryFn: ({ signal }) => answer(api.GET('/api/billing/preview', { signal, params: { query: { plan } } })),
    }),
  batches: (status?: BatchStatus) =>
    queryOptions({
      queryKey: ['batches', status ?? 'all'],
      refetchInterval: 5_000,
      queryFn: ({ signal }) =>
        answer(api.GET('/api/batches', { signal, params: { query: { limit: 50, ...(status && { status }) } } })),
    }),
  /** All of them, a page at a time. */
  batchList: (status: BatchStatus | '') =>
    infiniteQueryOptions({
      queryKey: ['batches', 'list', status],
      refetchInterval: 5_000,
      initialPageParam: '',
      getNextPageParam: (page: { next: string | null }) => page.next,
      queryFn: ({ signal, pageParam }) => {
        const query = { limit: 50, ...(status && { status }), ...(pageParam && { cursor: pageParam }) };
        return answer(api.GET('/api/batches', { signal, params: { query } }));
      },
    }),
  batch: (id: string) =>
    queryOptions({
      queryKey: ['batch', id],
      queryFn: ({ signal }) => answer(api.GET('/api/batches/{id}', { signal, params: { path: { id } } })),
    }),
  reasons: (id: string) =>
    queryOptions({
      queryKey: ['reasons', id],
      queryFn: ({ signal }) => answer(api.GET('/api/batches/{id}/reasons', { signal, params: { path: { id } } })),
    }),
  roleSetup: () =>
    queryOptions({
      queryKey: ['role-setup'],
      staleTime: Infinity,
      queryFn: ({ signal }) => answer(api.GET('/api/connections/role-setup', { signal })),
    }),
  connections: () =>
    queryOptions({
      queryKey: ['connections'],
      queryFn: ({ signal }) => answer(api.GET('/api/connections', { signal, params })),
    }),
  keys: () =>
    queryOptions({
      queryKey: ['keys'],
      queryFn: ({ signal }) => answer(api.GET('/api/keys', { signal, params })),
    }),
  endpoints: () =>
    queryOptions({
      queryKey: ['webhooks'],
      refetchInterval: 30_000,
      queryFn: ({ signal }) => answer(api.GET('/api/webhooks', { signal, params })),
    }),
  members: () =>
    queryOptions({
      queryKey: ['members'],
      queryFn: ({ signal }) => answer(api.GET('/api/account/members', { signal })),
    }),
  /** Those of the person, when the one of the session may not be looked at. */
  ownAccounts: () =>
    queryOptions({
      queryKey: ['own-accounts'],
      queryFn: ({ signal }) => answer(api.GET('/api/auth/accounts', { signal })),
    }),
  sessions: () =>
    queryOptions({
      queryKey: ['sessions'],
      queryFn: ({ signal }) => answer(api.GET('/api/auth/sessions', { signal })),
    }),
  /** What the person signs in with. */
  factors: () =>
    queryOptions({
      queryKey: ['factors'],
      queryFn: ({ signal }) => answer(api.GET('/api/auth/factors', { signal })),
    }),
  /** Ways to sign in beside a password. */
  methods: () =>
    queryOptions({
      queryKey: ['methods'],
      staleTime: Infinity,
      queryFn: ({ signal }) => answer(api.GET('/api/auth/methods', { signal })),
    }),
  passkeys: () =>
    queryOptions({
      queryKey: ['passkeys'],
      queryFn: ({ signal }) => answer(api.GET('/api/auth/passkeys', { signal })),
    }),
  /** Whose invitation a token of a mail belongs to. */
  invitation: (token: string) =>
    queryOptions({
      queryKey: ['invitation', token],
      staleTime: 60_000,
      queryFn: ({ signal }) => answer(api.POST('/api/auth/invitation', { signal, body: { token } })),
    }),
  log: () =>
    queryOptions({
      queryKey: ['log'],
      queryFn: ({ signal }) => answer(api.GET('/api/account/log', { signal, params: { query: { limit: 50 } } })),
    }),
};

/** Where a browser sets out to the provider. `again`: to prove once more who it is. */
export function oidcStart(next: string, again = false): string {
  return `/api/auth/oidc/start?${new URLSearchParams({ next, ...(again && { again: 'true' }) }).toString()}`;
}
