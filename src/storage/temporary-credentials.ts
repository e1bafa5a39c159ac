/** What signs calls for some minutes or hours. */
export interface TemporaryCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
}

/** Credentials are replaced so long before they end; of short ones, a quarter before. Links hold for 5 minutes at most. */
const REPLACED_BEFORE_MS = 300_000;

/** Keeps credentials until shortly before they end. However many ask at once, one asks for new ones. */
export class KeptCredentials {
  private kept: { credentials: TemporaryCredentials; until: number } | null = null;
  private asking: Promise<TemporaryCredentials> | null = null;

  constructor(private readonly ask: () => Promise<TemporaryCredentials>) {}

  /** For the SDK, which would keep them a second time, out of reach of `forget`, if they did not seem to be about to end. */
  readonly forSdk = async (): Promise<TemporaryCredentials> => ({ ...(await this.get()), expiration: new Date() });

  async get(): Promise<TemporaryCredentials> {
    if (this.kept && Date.now() < this.kept.until) return this.kept.credentials;
    this.asking ??= this.replace().finally(() => (this.asking = null));
    return this.asking;
  }

  /** They were refused, whatever their end says. */
  forget(): void {
    this.kept = null;
  }

  private async replace(): Promise<TemporaryCredentials> {
    const began = Date.now();
    const credentials = await this.ask();
    const life = credentials.expiration.getTime() - began;
    this.kept = { credentials, until: began + life - Math.min(REPLACED_BEFORE_MS, life / 4) };
    return credentials;
  }
}
