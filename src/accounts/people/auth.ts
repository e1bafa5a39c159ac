import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { betterAuth } from 'better-auth/minimal';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { z } from 'zod';
import { derivedSecret } from '../../common/crypto.js';
import { newId, type IdPrefix } from '../../common/ids.js';
import type { Settings } from '../../config/settings.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { ADDRESS_HEADER } from './client.js';
import { hashedSessions } from './hashed-sessions.js';
import { MAX_PASSWORD, MIN_PASSWORD } from './password-rules.js';

const DAY_SECONDS = 24 * 3_600;

/** The library's words for what we call people, credentials, sessions and verifications. */
const ID_PREFIXES: Record<string, IdPrefix> = { user: 'per', session: 'ses' };

/** Injects the library, as `createAuth` makes it. */
export const AUTH = Symbol('better-auth');

export interface AuthParts {
  settings: Settings;
  prisma: PrismaService;
  /** The account that a new session acts for. */
  home: (personId: string, cameByOidc: boolean) => Promise<string>;
}

/** How a session begins. */
const begunSession = z.object({
  personId: z.string(),
  /** Without, the session ends with the browser, or after a day. */
  remember: z.boolean(),
  provedBy: z.enum(['password', 'passkey', 'oidc']),
  /** A code, or a passkey, was part of it. */
  secondFactor: z.boolean(),
});
export type BegunSession = z.infer<typeof begunSession>;

/** Calls of our own on the library. None has a path, so no router could reach them. */
const ownCalls = {
  id: 'fluxbatch',
  endpoints: {
    /** Sets the cookie of a session by its token. */
    setSessionCookie: createAuthEndpoint(
      { method: 'POST', body: z.object({ token: z.string() }), requireHeaders: true },
      async (context) => {
        const session = await context.context.internalAdapter.findSession(context.body.token);
        if (session) await setSessionCookie(context, session);
      },
    ),
    /** Begins a session of somebody who has proved who they are; sets its cookie and answers its token. */
    beginSession: createAuthEndpoint({ method: 'POST', body: begunSession, requireHeaders: true }, async (context) => {
      const { personId, remember, ...proof } = context.body;
      const { internalAdapter } = context.context;
      const user = await internalAdapter.findUserById(personId);
      if (!user) throw new Error(`Nobody is ${personId}`);
      const session = await internalAdapter.createSession(personId, !remember, proof);
      await setSessionCookie(context, { session, user }, !remember);
      return { token: session.token };
    }),
  },
};

/**
 * The only door to better-auth: passwords as hashes, sessions, their cookies. Its functions are called by routes of our own, so
 * that input, errors, limits and the OpenAPI document are those of every other call; its router is not mounted. Who signs up,
 * which address is proved and which token of a mail holds is decided by us: the library's own tokens are not all kept, and
 * could not be called back.
 */
export function createAuth({ settings, prisma, home }: AuthParts) {
  const { publicUrl } = settings;
  return betterAuth({
    baseURL: publicUrl,
    basePath: '/api/auth',
    // Given as a list, the library does not look for one in the environment.
    secrets: [{ version: 1, value: derivedSecret(settings.encryptionKey, 'sessions') }],
    database: hashedSessions(prismaAdapter(prisma, { provider: 'postgresql', transaction: true })),
    user: { modelName: 'person' },
    account: {
      modelName: 'credential',
      fields: { userId: 'personId', accountId: 'providerAccountId' },
    },
    verification: { modelName: 'verification', storeIdentifier: 'hashed' },
    session: {
      modelName: 'session',
      fields: { userId: 'personId' },
      additionalFields: {
        accountId: { type: 'string', required: true, input: false },
        lastUsedAt: { type: 'date', required: false, input: false },
        provedBy: { type: 'string', required: false, input: false },
        secondFactor: { type: 'boolean', required: false, input: false },
        confirmedAt: { type: 'date', required: false, input: false },
      },
      expiresIn: 7 * DAY_SECONDS,
      updateAge: DAY_SECONDS,
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      requireEmailVerification: true,
      minPasswordLength: MIN_PASSWORD,
      maxPasswordLength: MAX_PASSWORD,
    },
    plugins: [ownCalls],
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ({
            data: {
              ...session,
              accountId: await home(session.userId, session.provedBy === 'oidc'),
              lastUsedAt: new Date(),
            },
          }),
        },
      },
    },
    // Calls are counted by our own limits, over all processes.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: publicUrl.startsWith('https://'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER], ipv6Subnet: 128 },
      database: { generateId: ({ model }) => newId(ID_PREFIXES[model] ?? 'ver') },
    },
  });
}
export type Auth = ReturnType<typeof createAuth>;

export const COOKIE_PREFIX = 'fluxbatch';
