import { z } from 'zod';
import { plainText } from '../common/http/validation.js';
import { OUTPUT_FORMATS } from '../images/formats.js';
import { POSITIONS } from '../images/watermark.js';

const number = (schema: z.ZodNumber) =>
  z
    .string()
    .regex(/^\d{1,9}(\.\d{1,9})?$/, 'expected a number')
    .transform(Number)
    .pipe(schema);
const side = number(z.int().min(1).max(16_384)).nullable().default(null);
const flag = z.stringbool({ error: 'expected true or false' }).default(false);

/** What groups results; any text of the caller's own. */
export const sessionId = plainText(100);

/** The fields of `POST /api/compress` that are no files: Fluximage's, as a form sends them. */
export const compressFields = z.strictObject({
  format: z.enum(OUTPUT_FORMATS).default('webp'),
  quality: number(z.int().min(40).max(100)).default(82),
  maxWidth: side,
  maxHeight: side,
  sessionId: sessionId.optional(),
  watermarkScale: number(z.number().min(5).max(50)).default(20),
  watermarkOpacity: number(z.number().min(0).max(100)).default(100),
  watermarkPosition: z.enum(POSITIONS).default('BR'),
  altText: flag,
  seoRename: flag,
});
export type CompressFields = z.infer<typeof compressFields>;

/** The whole form, for the OpenAPI document. */
export const FORM_SCHEMA = {
  type: 'object',
  required: ['file'],
  properties: {
    file: { type: 'array', items: { type: 'string', format: 'binary' }, minItems: 1, maxItems: 20 },
    format: { type: 'string', enum: [...OUTPUT_FORMATS], default: 'webp' },
    quality: { type: 'integer', minimum: 40, maximum: 100, default: 82 },
    maxWidth: { type: 'integer', minimum: 1, maximum: 16_384 },
    maxHeight: { type: 'integer', minimum: 1, maximum: 16_384 },
    sessionId: { type: 'string', minLength: 1, maxLength: 100 },
    watermarkFile: { type: 'string', format: 'binary' },
    watermarkScale: { type: 'number', minimum: 5, maximum: 50, default: 20 },
    watermarkOpacity: { type: 'number', minimum: 0, maximum: 100, default: 100 },
    watermarkPosition: { type: 'string', enum: [...POSITIONS], default: 'BR' },
    altText: { type: 'boolean', default: false },
    seoRename: { type: 'boolean', default: false },
  },
};
