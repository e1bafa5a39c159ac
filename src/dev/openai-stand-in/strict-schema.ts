import { z } from 'zod';
import { OpenAiError } from './errors.js';

const stringProperty = z.looseObject({
  type: z.literal('string'),
  enum: z.array(z.string()).min(1).optional(),
  maxLength: z.int().optional(),
});
const objectSchema = z.looseObject({
  type: z.literal('object'),
  properties: z.record(z.string(), stringProperty),
});

/** The schemas the stand-in can fill: an object of texts. */
export type ObjectSchema = z.infer<typeof objectSchema>;

/**
 * Checks a response schema by the rules of strict structured outputs.
 * @throws OpenAiError 400 in the API's words.
 */
export function checkStrictSchema(name: string, schema: Record<string, unknown>, strict: boolean): ObjectSchema {
  if (schema.type !== 'object') {
    throw invalid(name, `schema must be a JSON Schema of 'type: "object"', got 'type: "${String(schema.type)}"'.`);
  }
  if (strict) {
    if (schema.additionalProperties !== false) {
      throw invalid(name, "In context=(), 'additionalProperties' is required to be supplied and to be false.");
    }
    const required: unknown[] = Array.isArray(schema.required) ? schema.required : [];
    const optional = Object.keys(schema.properties ?? {}).find((property) => !required.includes(property));
    if (optional !== undefined) {
      throw invalid(
        name,
        "In context=(), 'required' is required to be supplied and to be an array including every key in properties. " +
          `Missing '${optional}'.`,
      );
    }
  }
  const parsed = objectSchema.safeParse(schema);
  if (parsed.success) return parsed.data;
  throw invalid(name, `the stand-in fills string properties only (${parsed.error.issues[0]?.path.join('.')}).`);
}

function invalid(name: string, problem: string): OpenAiError {
  return new OpenAiError(400, `Invalid schema for response_format '${name}': ${problem}`, { param: 'response_format' });
}
