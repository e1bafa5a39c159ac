import type { paths } from '../../../openapi/types';

/** Names for what the document only describes in place. */
type Answer<Operation, Status extends number> = Operation extends {
  responses: Record<Status, { content: { 'application/json': infer Body } }>;
}
  ? Body
  : never;
type Body<Operation> = Operation extends { requestBody: { content: { 'application/json': infer Given } } }
  ? Given
  : never;

export type Usage = Answer<paths['/api/usage']['get'], 200>;
export type Period = Answer<paths['/api/usage/history']['get'], 200>['data'][number];
export type Batch = Answer<paths['/api/batches/{id}']['get'], 200>;
export type BatchStatus = Batch['status'];
export type NewBatch = Body<paths['/api/batches']['post']>;
export type BatchImage = Answer<paths['/api/batches/{id}/images']['get'], 200>['data'][number];
export type ImageStatus = BatchImage['status'];
export type Reason = NonNullable<BatchImage['reason']>;
export type ReasonCount = Answer<paths['/api/batches/{id}/reasons']['get'], 200>['data'][number];
export type Connection = Answer<paths['/api/connections']['get'], 200>['data'][number];
export type RoleSetup = Answer<paths['/api/connections/role-setup']['get'], 200>;
export type NewConnection = Body<paths['/api/connections']['post']>;
export type Endpoint = Answer<paths['/api/webhooks']['get'], 200>['data'][number];
export type EventType = Endpoint['events'][number];
export type Delivery = Answer<paths['/api/webhooks/{id}/deliveries']['get'], 200>['data'][number];
export type Account = Answer<paths['/api/account']['get'], 200>;
export type Role = Account['role'];
export type Plan = Account['plan'];
export type Member = Answer<paths['/api/account/members']['get'], 200>['data'][number];
export type Session = Answer<paths['/api/auth/sessions']['get'], 200>['data'][number];
export type Factors = Answer<paths['/api/auth/factors']['get'], 200>;
export type Passkey = Answer<paths['/api/auth/passkeys']['get'], 200>['data'][number];
export type LogEntry = Answer<paths['/api/account/log']['get'], 200>['data'][number];
export type Key = Answer<paths['/api/keys']['get'], 200>['data'][number];
export type MadeKey = Answer<paths['/api/keys']['post'], 201>;
export type UsageRow = Answer<paths['/api/usage/breakdown']['get'], 200>['data'][number];
export type UsageGroup = NonNullable<paths['/api/usage/breakdown']['get']['parameters']['query']>['by'];
export type Alerts = Answer<paths['/api/usage/alerts']['get'], 200>;
export type LedgerEntry = Answer<paths['/api/usage/ledger']['get'], 200>['data'][number];
export type CompressAnswer = Answer<paths['/api/compress']['post'], 200>;
export type CompressResult = CompressAnswer['results'][number];
export type OperatorAccount = Answer<paths['/api/admin/accounts']['get'], 200>['data'][number];
export type Workload = Answer<paths['/api/admin/queues']['get'], 200>;
export type ChangePreview = Answer<paths['/api/billing/preview']['get'], 200>;
export type Purchase = paths['/api/billing/checkout']['post']['requestBody']['content']['application/json'];
