import type { paths } from './schema';

/** Calls that the document does not describe with their answers yet, in the form that generated types have. */
type Refusal = { error: string; code: string };
interface Operation<Answer, Body = never, Parameters = object> {
  parameters: Parameters;
  requestBody: { content: { 'application/json': Body } };
  responses: {
    200: { content: { 'application/json': Answer } };
    default: { content: { 'application/json': Refusal } };
  };
}
type Get<Answer, Parameters = object> = Omit<Operation<Answer, never, Parameters>, 'requestBody'>;
type ById = { path: { id: string } };
type Paged = { query?: { limit?: number; cursor?: string } };
interface List<T> {
  data: T[];
  next: string | null;
}

export type Role = 'owner' | 'member';
export interface Person {
  id: string;
  name: string;
  email: string;
}
export interface Account {
  id: string;
  name: string;
  email: string;
  plan: 'free' | 'starter' | 'pro' | 'agency';
  nextPlan: string | null;
  suspended: boolean;
  createdAt: string;
  limits: { compressions: number | null; ai: number | null; requestsPerMinute: number };
  features: ('ai' | 'watermark' | 'api')[];
  role: Role;
  person: Person | null;
  accounts: { id: string; name: string; role: Role }[] | null;
}
export interface Member {
  id: string;
  status: 'member' | 'invited';
  name: string | null;
  email: string;
  role: Role;
  since: string;
  expiresAt: string | null;
}
export interface LogEntry {
  id: string;
  act: string;
  actor: { kind: string; id: string | null };
  details: Record<string, string | number | boolean | null>;
  createdAt: string;
}
export interface Key {
  id: string;
  name: string;
  masked: string;
  createdAt: string;
  lastUsedAt: string | null;
}
export type MadeKey = Omit<Key, 'lastUsedAt'> & { key: string };
export interface OperatorAccount {
  id: string;
  name: string;
  email: string;
  plan: Account['plan'];
  nextPlan: string | null;
  suspended: boolean;
  createdAt: string;
}
export interface CompressResult {
  id: string;
  originalName: string;
  filename: string | null;
  status: 'pending' | 'queued' | 'processing' | 'succeeded' | 'failed' | 'skipped' | 'canceled';
  reason: string | null;
  originalSize: number;
  optimizedSize: number | null;
  savedPercent: number | null;
  format: string | null;
  width: number | null;
  height: number | null;
  altText: string | null;
  seoName: string | null;
  downloadUrl: string | null;
  expiresAt: string | null;
}

interface ExpectedPaths {
  '/api/auth/sign-up': { post: Operation<{ email: string }, { name: string; email: string; password: string }> };
  '/api/auth/sign-in': { post: Operation<{ person: Person }, { email: string; password: string; remember?: boolean }> };
  '/api/auth/sign-out': { post: Operation<undefined> };
  '/api/auth/verification-mail': { post: Operation<{ email: string }, { email: string }> };
  '/api/auth/password-reset': { post: Operation<{ email: string }, { email: string }> };
  '/api/auth/password': { post: Operation<undefined, { token: string; newPassword: string }> };
  '/api/auth/change-password': { post: Operation<undefined, { currentPassword: string; newPassword: string }> };
  '/api/auth/sign-out-everywhere': { post: Operation<undefined> };
  '/api/account': { get: Get<Account>; patch: Operation<Account, { name?: string; email?: string }> };
  '/api/account/switch': { post: Operation<undefined, { account: string }> };
  '/api/account/log': { get: Get<List<LogEntry>, Paged> };
  '/api/account/members': { get: Get<List<Member>>; post: Operation<Member, { email: string; role: Role }> };
  '/api/account/members/{id}': {
    patch: Operation<undefined, { role: Role }, ById>;
    delete: Get<undefined, ById>;
  };
  '/api/keys': { get: Get<List<Key>, Paged>; post: Operation<MadeKey, { name: string }> };
  '/api/keys/{id}/roll': { post: Get<MadeKey, ById> };
  '/api/keys/{id}': { delete: Get<undefined, ById> };
  '/api/compress': {
    get: Get<List<CompressResult>, { query?: { limit?: number; cursor?: string; sessionId?: string } }>;
  };
  '/api/billing/checkout': {
    post: Operation<{ url: string }, { plan: string } | { topup: 'small' | 'medium' | 'large' }>;
  };
  '/api/billing/portal': { post: Operation<{ url: string }> };
  '/api/admin/accounts': { get: Get<List<OperatorAccount>, { query?: { limit?: number; search?: string } }> };
  '/api/admin/accounts/{id}': {
    get: Get<{ id: string; name: string; email: string; plan: string; usage?: unknown }, ById>;
    patch: Operation<unknown, { plan?: string; at?: 'now' | 'periodEnd'; suspended?: boolean }, ById>;
  };
  '/api/admin/accounts/{id}/topups': { post: Operation<unknown, { credits: number; reference: string }, ById> };
  '/api/admin/audit': { get: Get<{ ok: boolean; checks: { name: string; ok: boolean; detail: string }[] }> };
}

export type ApiPaths = Omit<paths, keyof ExpectedPaths> & ExpectedPaths;
