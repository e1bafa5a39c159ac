import { answer, api } from './client';
import { ApiFailure } from './failure';

type Options<Ceremony extends (given: never) => unknown> = Parameters<Ceremony>[0] extends { optionsJSON: infer Given }
  ? Given
  : never;
type Browser = typeof import('@simplewebauthn/browser');

/** Only when it is wanted: most visits have no use for it. */
const browser = (): Promise<Browser> => import('@simplewebauthn/browser');

export function hasPasskeys(): boolean {
  return typeof globalThis.PublicKeyCredential === 'function';
}

/** Whether a passkey can be used on this page. The service takes them from its own address alone; `methods` has it once it is read. */
export function takesPasskeys(methods?: { passkeys: { origin: string } }): boolean {
  return hasPasskeys() && (!methods || methods.passkeys.origin === location.origin);
}

/** Makes a passkey on a device that the person chooses. @throws ApiFailure; `passkey_canceled` when they do not */
export async function addPasskey(name: string): Promise<void> {
  const { options } = await answer(api.POST('/api/auth/passkeys/options'));
  const { startRegistration } = await browser();
  const optionsJSON = options as unknown as Options<Browser['startRegistration']>;
  const response = await said(startRegistration({ optionsJSON }));
  await answer(api.POST('/api/auth/passkeys', { body: { name, response: response as never } }));
}

/** @throws ApiFailure as above */
export async function signInWithPasskey(): Promise<void> {
  const { options } = await answer(api.POST('/api/auth/passkeys/sign-in/options'));
  await answer(api.POST('/api/auth/passkeys/sign-in', { body: { response: await ask(options) } }));
}

/** @throws ApiFailure as above */
export async function confirmWithPasskey(): Promise<void> {
  const { options } = await answer(api.POST('/api/auth/passkeys/confirm/options'));
  await answer(api.POST('/api/auth/passkeys/confirm', { body: { response: await ask(options) } }));
}

async function ask(options: unknown): Promise<never> {
  const { startAuthentication } = await browser();
  const optionsJSON = options as Options<Browser['startAuthentication']>;
  return (await said(startAuthentication({ optionsJSON }))) as never;
}

/** Browsers say little of why: somebody has closed the window, or waited, or the device has no such key. */
async function said<Result>(ceremony: Promise<Result>): Promise<Result> {
  try {
    return await ceremony;
  } catch (error) {
    const { name, message } = error as Error;
    const isKnown = name === 'InvalidStateError';
    const isCanceled = name === 'NotAllowedError' || name === 'AbortError';
    throw new ApiFailure(400, isKnown ? 'passkey_known' : isCanceled ? 'passkey_canceled' : 'passkey_failed', message);
  }
}
