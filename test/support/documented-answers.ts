import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Client } from './client.js';

interface Document {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema?: object }> }> }>
  >;
  components?: { schemas?: Record<string, object> };
}

/** Tells what is wrong with an answer by the OpenAPI document; null when it fits, or when there is nothing to fit. */
export type AnswerCheck = (method: string, path: string, status: number, body: unknown) => string | null;

/** The dashboard's types come from the document, so what the document says must be what is answered. */
export async function documentedAnswers(client: Client): Promise<AnswerCheck> {
  const { body: document } = await client.call<Document>('GET', '/api/openapi.json');
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const routes = Object.entries(document.paths).map(([path, operations]) => ({
    pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    // Where two fit, the one with fewer names in it is meant.
    names: path.split('{').length,
    operations,
  }));
  routes.sort((a, b) => a.names - b.names);
  const compiled = new Map<object, ValidateFunction>();
  const compile = (schema: object) => {
    const known = compiled.get(schema) ?? ajv.compile({ ...schema, components: document.components });
    compiled.set(schema, known);
    return known;
  };
  return (method, path, status, body) => {
    const operation = routes.find(({ pattern }) => pattern.test(path))?.operations[method.toLowerCase()];
    const answer = operation?.responses[String(status)] ?? operation?.responses.default;
    const schema = answer?.content?.['application/json']?.schema;
    if (!operation || !schema) return null;
    const fits = compile(schema);
    return fits(body) ? null : `${method} ${path} ${status}: ${ajv.errorsText(fits.errors)}`;
  };
}
