import type { paths } from '../../openapi/types.js';

/** The service as its OpenAPI document describes it; the types are made from that, and are all that is known of it here. */
export type { paths };
type Json<Answer> = Answer extends { content: { 'application/json': infer Body } } ? Body : never;

export type NewBatch = Json<paths['/api/batches']['post']['requestBody']>;
export type Batch = Json<paths['/api/batches/{id}']['get']['responses'][200]>;
export type Estimate = NonNullable<Batch['estimate']>;
export type Usage = Json<paths['/api/usage']['get']['responses'][200]>;
