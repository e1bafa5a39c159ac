import { betterAuth } from 'better-auth/minimal';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { derivedSecret } from '../../common/crypto.js';
import { newId, type IdPrefix } from '../../common/ids.js';
import type { Settings } from '../../config/settings.js';
import type { PrismaService } from '../../database/prisma.service.js';
import type { Mail } from '../../mail/mailer.service.js';
import { alreadySignedUpMail, passwordResetMail, verificationMail } from './mails.js';

export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 128;
const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** The library's words for what we call people, credentials, sessions and verifications. */
const ID_PREFIXES: Record<string, IdPrefix> = { user: 'per', session: 'ses' };

export interface AuthParts {
  settings: Settings;
  prisma: PrismaService;
  send: (mail: Mail) => void;
  /** The account that a new session acts for. */
  home: (personId: string) => Promise<string>;
}

/**
 * The only door to better-auth: passwords, sessions, proofs of an e-mail address. Its functions are called by routes of
 * our own, so that input, errors, limits and the OpenAPI document are those of every other call; its router is not mounted.
 * Nobody has a session before their address is proved.
 */
export function createAuth({ settings, prisma, send, home }: AuthParts) {
  const { publicUrl } = settings;
  return betterAuth({
    baseURL: publicUrl,
    basePath: '/api/auth',
    // Given as a list, the library does not look for one in the environment.
    secrets: [{ version: 1, value: derivedSecret(settings.encryptionKey, 'sessions') }],
    database: prismaAdapter(prisma, { provider: 'postgresql', transaction: true }),
    user: { modelName: 'person' },
    account: {
      modelName: 'credential',
      fields: { userId: 'personId', accountId: 'providerAccountId' },
    },
    verification: { modelName: 'verification', storeIdentifier: 'hashed' },
    session: {
      modelName: 'session',
      fields: { userId: 'personId' },
      additionalFields: { accountId: { type: 'string', required: true, input: false } },
      expiresIn: 7 * DAY_SECONDS,
      updateAge: DAY_SECONDS,
    },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: MIN_PASSWORD,
      maxPasswordLength: MAX_PASSWORD,
      resetPasswordTokenExpiresIn: HOUR_SECONDS,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) => send(passwordResetMail(user.email, publicUrl, token)),
      onExistingUserSignUp: async ({ user }) => send(alreadySignedUpMail(user.email, publicUrl)),
    },
    emailVerification: {
      expiresIn: DAY_SECONDS,
      sendOnSignUp: true,
      sendVerificationEmail: async ({ user, token }) => send(verificationMail(user.email, publicUrl, token)),
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            // A change of password begins its new session inside a transaction. Asking for a home there would take a second
            // connection while the first is held, so the new session keeps the account of the one it replaces.
            const replaced = context?.context.session?.session;
            return { data: { ...session, accountId: replaced?.accountId ?? (await home(session.userId)) } };
          },
        },
      },
    },
    // Calls are counted by our own limits, over all processes.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'fluxbatch',
      useSecureCookies: publicUrl.startsWith('https://'),
      ipAddress: { disableIpTracking: true },
      database: { generateId: ({ model }) => newId(ID_PREFIXES[model] ?? 'ver') },
    },
  });
}
export type Auth = ReturnType<typeof createAuth>;
