import type { Client } from './client.js';

/** A JSON schema, as far as the document uses it. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: Schema | boolean;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  format?: string;
}

export interface Operation {
  method: string;
  /** With `{names}` in it. */
  path: string;
  parameters: { name: string; in: 'path' | 'query' | 'header'; schema?: Schema }[];
  body: Schema | null;
  /** Of the fields of a form. */
  form: Schema | null;
}

interface Document {
  paths: Record<string, Record<string, { parameters?: Operation['parameters']; requestBody?: RequestBody }>>;
}
interface RequestBody {
  content: Record<string, { schema?: Schema }>;
}

/** Every call of the document that the service makes of itself. */
export async function operationsOf(client: Client): Promise<Operation[]> {
  const { body } = await client.call<Document>('GET', '/api/openapi.json');
  return Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema ?? null,
      form: requestBody?.content['multipart/form-data']?.schema ?? null,
    })),
  );
}
