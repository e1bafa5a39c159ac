import { z } from 'zod';
import { headerText, pageOf, plainText } from '../common/http/validation.js';

/** `POST /api/connections` */
export const newConnection = z.strictObject({
  name: plainText(100),
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected a bucket name: 3 to 63 of a-z, 0-9, dot, hyphen'),
  region: z.string().regex(/^[a-z0-9-]{1,40}$/, 'expected a region such as eu-central-1'),
  endpoint: z
    .url({ protocol: /^https?$/, error: 'expected an https:// address' })
    .max(300)
    // A path would be put before the bucket's name, and lead into another one.
    .refine(
      (text) => !URL.canParse(text) || new URL(text).href === `${new URL(text).origin}/`,
      'expected no path and no credentials',
    )
    .optional(),
  forcePathStyle: z.boolean().default(false),
  // It stands in a header of every request.
  accessKeyId: headerText(200),
  secretAccessKey: plainText(200),
});
export type NewConnection = z.infer<typeof newConnection>;

/** A connection as the API shows it: the secret never leaves. */
export interface ConnectionView {
  id: string;
  name: string;
  bucket: string;
  region: string;
  endpoint: string | null;
  forcePathStyle: boolean;
  accessKeyId: string;
  createdAt: string;
}

/** The same for the OpenAPI document. */
export const connectionResponse = z.object({
  id: z.string(),
  name: z.string(),
  bucket: z.string(),
  region: z.string(),
  endpoint: z.string().nullable(),
  forcePathStyle: z.boolean(),
  accessKeyId: z.string(),
  createdAt: z.iso.datetime(),
}) satisfies z.ZodType<ConnectionView>;
export const connectionsResponse = pageOf(connectionResponse);
