import { z } from 'zod';
import { headerText, pageOf, plainText } from '../common/http/validation.js';
import { ROLE_ARN } from './role-policy.js';

/** `POST /api/connections`: with a key pair, or with a role. */
export const newConnection = z
  .strictObject({
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
    accessKeyId: headerText(200).optional(),
    secretAccessKey: plainText(200).optional(),
    roleArn: z
      .string()
      .max(600)
      .regex(ROLE_ARN, 'expected arn:aws:iam::<account>:role/<name>')
      .optional()
      .describe('In place of a key pair: a role that trusts us, as `GET /api/connections/role-setup` describes'),
  })
  .superRefine(({ roleArn, accessKeyId, secretAccessKey }, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    for (const [path, given] of Object.entries({ accessKeyId, secretAccessKey })) {
      if (roleArn === undefined && given === undefined) wrong(path, 'expected a key pair, or roleArn');
      if (roleArn !== undefined && given !== undefined) wrong(path, 'expected roleArn or a key pair, not both');
    }
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
  /** null for a role. */
  accessKeyId: string | null;
  roleArn: string | null;
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
  accessKeyId: z.string().nullable(),
  roleArn: z.string().nullable(),
  createdAt: z.iso.datetime(),
}) satisfies z.ZodType<ConnectionView>;
export const connectionsResponse = pageOf(connectionResponse);

/** `GET /api/connections/role-setup`: what an owner of a bucket needs to make a role for us. */
export const roleSetupResponse = z.object({
  externalId: z.string().describe('Made by the service, one for each account; it cannot be chosen'),
  principal: z.string().nullable().describe('null where the operator has not set up connections by role'),
  trustPolicy: z.looseObject({}).nullable(),
});
