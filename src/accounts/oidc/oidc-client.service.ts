import { Inject, Injectable } from '@nestjs/common';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import { ApiError } from '../../common/errors.js';
import { SETTINGS } from '../../config/config.module.js';
import type { OidcSettings } from '../../config/oidc-settings.js';
import type { Settings } from '../../config/settings.js';

/** Of each call to the provider: its description, its keys, its tokens. */
const TIME_LIMIT_SECONDS = 5;
const DESCRIPTION_HOLDS_MS = 3_600_000;
/** A person who is asked to prove again that it is them must do so within this. */
const AGAIN_WITHIN_SECONDS = 600;

/** What a browser takes along to the provider, and must bring back. */
export interface OidcWay {
  state: string;
  nonce: string;
  verifier: string;
  /** The provider was told to ask for the password again. */
  again: boolean;
}

export interface OidcClaims {
  issuer: string;
  subject: string;
  email: unknown;
  emailVerified: unknown;
  name: unknown;
}

/** Talks to the provider: the code flow with PKCE. openid-client checks issuer, audience, nonce, times and signature. */
@Injectable()
export class OidcClientService {
  private known: { configuration: Promise<Configuration>; until: number } | null = null;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** Where to send the browser, and what to remember. */
  async begin(again: boolean): Promise<{ url: string; way: OidcWay }> {
    const way: OidcWay = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), again };
    const url = buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.callback.href,
      scope: 'openid email profile',
      state: way.state,
      nonce: way.nonce,
      code_challenge: await calculatePKCECodeChallenge(way.verifier),
      code_challenge_method: 'S256',
      ...(again && { prompt: 'login', max_age: String(AGAIN_WITHIN_SECONDS) }),
    });
    return { url: url.href, way };
  }

  /** Who the provider says it was. Throws for anything that does not fit. */
  async finish(search: string, { state, nonce, verifier, again }: OidcWay): Promise<OidcClaims> {
    const configuration = await this.configuration();
    const url = new URL(this.callback);
    url.search = search;
    const tokens = await authorizationCodeGrant(configuration, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
      ...(again && { maxAge: AGAIN_WITHIN_SECONDS }),
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('The provider gave no ID token');
    // Some providers say in the token who somebody is, some only when asked.
    const said =
      claims.email === undefined ? await fetchUserInfo(configuration, tokens.access_token, claims.sub) : claims;
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email: said.email,
      emailVerified: said.email_verified,
      name: said.name,
    };
  }

  private get callback(): URL {
    return new URL(`${this.settings.publicUrl}/api/auth/oidc/callback`);
  }

  /** Read once an hour; what could not be read is asked for again by the next. */
  private configuration(): Promise<Configuration> {
    const { oidc } = this.settings;
    if (!oidc) throw new ApiError('not_found');
    if (this.known && this.known.until > Date.now()) return this.known.configuration;
    const known = { configuration: discover(oidc), until: Date.now() + DESCRIPTION_HOLDS_MS };
    this.known = known;
    known.configuration.catch(() => {
      if (this.known === known) this.known = null;
    });
    return known.configuration;
  }
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
  const server = new URL(issuer);
  return discovery(server, clientId, clientSecret, undefined, {
    timeout: TIME_LIMIT_SECONDS,
    // The settings allow http outside production alone.
    execute: [enableNonRepudiationChecks, ...(server.protocol === 'http:' ? [allowInsecureRequests] : [])],
  });
}
