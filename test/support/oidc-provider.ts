import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { Provider } from 'oidc-provider';

/** Somebody whom the provider knows. */
export interface ProviderPerson {
  sub: string;
  email: string;
  emailVerified: boolean;
  name?: string;
}
/** What of an ID token is another than it should be, or how late everything is. */
export interface Misbehaviour {
  nonce?: string;
  aud?: string;
  iss?: string;
  foreignKey?: boolean;
  slowMs?: number;
}

/** The other side of OpenID Connect: oidc-provider, which is certified, with a form that signs in whoever is `current`. */
export class TestProvider {
  current: ProviderPerson = { sub: 's', email: 's@example.com', emailVerified: true };
  misbehaves: Misbehaviour = {};
  /** Authorization requests as they came. */
  readonly asked: URLSearchParams[] = [];
  readonly clientId = 'fluxbatch';
  readonly clientSecret = randomBytes(16).toString('hex');

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  static async start(): Promise<TestProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    return new TestProvider(server, `http://127.0.0.1:${port}`);
  }

  /** @param redirect of the service, which is known when its address is */
  async serve(redirect: string): Promise<void> {
    const pair = await generateKeyPair('RS256', { extractable: true });
    const foreign = await generateKeyPair('RS256', { extractable: true });
    const key = { ...(await exportJWK(pair.privateKey)), kid: 'k', use: 'sig', alg: 'RS256' };
    const provider = new Provider(this.issuer, {
      clients: [{ client_id: this.clientId, client_secret: this.clientSecret, redirect_uris: [redirect] }],
      jwks: { keys: [key] },
      pkce: { required: () => true },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      features: { devInteractions: { enabled: false } },
      cookies: { keys: ['test'] },
      interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
      findAccount: (_: unknown, sub: string) => {
        const { email, emailVerified, name } = this.current;
        return { accountId: sub, claims: () => ({ sub, email, email_verified: emailVerified, name }) };
      },
      loadExistingGrant: async (context: never) => {
        const { oidc } = context as {
          oidc: { session: { accountId: string }; client: { clientId: string }; provider: Provider };
        };
        const grant = new oidc.provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
    } as never);
    const callback = provider.callback();
    this.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.handle(provider, callback, foreign.privateKey, pair.privateKey, request, response);
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(
    provider: Provider,
    callback: ReturnType<Provider['callback']>,
    foreign: CryptoKey,
    own: CryptoKey,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.issuer);
    if (this.misbehaves.slowMs) await new Promise((resolve) => setTimeout(resolve, this.misbehaves.slowMs));
    if (pathname.startsWith('/interaction/')) {
      const result = { login: { accountId: this.current.sub } };
      await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
      return;
    }
    if (pathname === '/auth') this.asked.push(searchParams);
    if (pathname === '/token') this.spoil(response, foreign, own);
    await callback(request, response);
  }

  /** Signs the ID token of an answer anew, with what is wrong in it. */
  private spoil(response: ServerResponse, foreign: CryptoKey, own: CryptoKey): void {
    const { foreignKey, slowMs: _, ...claims } = this.misbehaves;
    if (!foreignKey && Object.keys(claims).length === 0) return;
    const end = response.end.bind(response) as (body: string) => void;
    response.end = ((body: Buffer | string) => {
      void (async () => {
        const answer = JSON.parse(String(body)) as { id_token?: string };
        const payload = JSON.parse(Buffer.from(answer.id_token?.split('.')[1] ?? '', 'base64url').toString()) as object;
        const token = new SignJWT({ ...payload, ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'k' });
        const text = JSON.stringify({ ...answer, id_token: await token.sign(foreignKey ? foreign : own) });
        response.setHeader('content-length', Buffer.byteLength(text));
        end(text);
      })();
      return response;
    }) as typeof response.end;
  }
}
