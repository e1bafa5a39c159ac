import { z } from 'zod';
import { MEMBER_ROLES } from '../common/http/callers.js';
import { SCOPES } from '../common/http/scopes.js';
import { pageOf } from '../common/http/validation.js';
import { FEATURES, PLAN_NAMES } from '../config/plans.js';
import type { JournalView } from '../journal/journal.service.js';
import type { KeyView, MadeKey } from './key-schema.js';
import type { MemberView } from './members.service.js';
import type { PersonView } from './people/homes.service.js';
import type { InvitationView } from './people/invitations.service.js';
import type { SessionView } from './people/sessions.service.js';

/** What the OpenAPI document says of answers about accounts and people. */
const time = z.iso.datetime();
const role = z.enum(MEMBER_ROLES);
const limit = z.int().min(0).nullable().describe('null is unlimited');

export const personResponse = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
}) satisfies z.ZodType<PersonView>;
export const signedInResponse = z.object({ person: personResponse });
export const signInResponse = z.object({
  person: personResponse.optional(),
  twoFactor: z.literal(true).optional().describe('The password is right; a code is to come, with `sign-in/two-factor`'),
});
export const mailedResponse = z.object({ email: z.string() });

export const accountFields = {
  id: z.string(),
  name: z.string(),
  email: z.string(),
  plan: z.enum(PLAN_NAMES),
  nextPlan: z.enum(PLAN_NAMES).nullable(),
  nextPlanAt: time
    .nullable()
    .describe('It waits for the first end of a period that is not before this; null for the next end'),
  suspended: z.boolean(),
  ssoDomain: z.string().nullable().describe('People with addresses of this domain sign in through OpenID Connect only'),
  requireSecondFactor: z.boolean().describe('Its people need a second factor to work in it; keys do not'),
  createdAt: time,
};
export const changedAccountResponse = z.object(accountFields);

export const accountResponse = z.object({
  ...accountFields,
  limits: z.object({ compressions: limit, ai: limit, requestsPerMinute: limit }),
  features: z.array(z.enum(FEATURES)),
  role,
  soleOwner: z.boolean().describe('Whoever is signed in is its only owner: they stay one, and cannot leave'),
  person: personResponse.nullable().describe('Who is signed in; null for a key'),
  accounts: z
    .array(z.object({ id: z.string(), name: z.string(), role, suspended: z.boolean() }))
    .nullable()
    .describe('Those the person can switch to; null for a key'),
});

export const memberResponse = z.object({
  id: z.string(),
  status: z.enum(['member', 'invited']),
  name: z.string().nullable(),
  email: z.string(),
  role,
  since: time,
  expiresAt: time.nullable(),
}) satisfies z.ZodType<MemberView>;
export const membersResponse = pageOf(memberResponse);

export const invitationResponse = z.object({
  account: z.string().describe('The name that its owners gave it'),
  role,
  email: z.string(),
}) satisfies z.ZodType<InvitationView>;
export const joinedResponse = z.object({ account: z.object({ id: z.string(), name: z.string() }), role });

export const accountsResponse = pageOf(
  z.object({
    id: z.string(),
    name: z.string(),
    role,
    suspended: z.boolean(),
    current: z.boolean().describe('The session acts for it'),
  }),
);

export const sessionsResponse = pageOf(
  z.object({
    id: z.string(),
    current: z.boolean().describe('The session of this request'),
    device: z.string(),
    address: z.string().nullable().describe('As of its last use'),
    userAgent: z.string().nullable(),
    createdAt: time,
    lastUsedAt: time.describe('To the minute'),
    expiresAt: time,
  }) satisfies z.ZodType<SessionView>,
);

const key = {
  id: z.string(),
  name: z.string(),
  masked: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  expiresAt: time.nullable(),
  createdAt: time,
};
const budgetLimit = z.int().min(0).nullable().describe('null is no limit');
const budgetUsed = z.int().min(0).describe('Used, or held by open batches, in this month');
export const keyResponse = z.object({
  ...key,
  lastUsedAt: time.nullable(),
  lastUsedFrom: z.string().nullable().describe('The address of the caller'),
  budget: z
    .object({
      compression: budgetLimit,
      ai: budgetLimit,
      used: z.object({ compression: budgetUsed, ai: budgetUsed }),
      renewsAt: time,
    })
    .nullable()
    .describe('What it may use in a calendar month (UTC)'),
}) satisfies z.ZodType<KeyView>;
export const keysResponse = pageOf(keyResponse);
/** The only answers with a key. */
export const madeKeyResponse = z.object({ ...key, key: z.string() }) satisfies z.ZodType<MadeKey>;

export const logResponse = pageOf(
  z.object({
    id: z.string(),
    act: z.string(),
    actor: z.object({
      kind: z.string(),
      id: z.string().nullable(),
      name: z.string().nullable().describe('Of the person or key, as it was then; of the operator’s token'),
      email: z.string().nullable().describe('Of a person, as it was then'),
      masked: z.string().nullable().describe('Of a key, as it was then'),
    }),
    details: z.looseObject({}),
    address: z.string().nullable().describe('Of the request that led to it'),
    userAgent: z.string().nullable(),
    createdAt: time,
  }) satisfies z.ZodType<JournalView>,
);
