import { Inject, Injectable } from '@nestjs/common';
import { sha256 } from '../../common/crypto.js';
import { newId } from '../../common/ids.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService } from '../../database/database.service.js';
import { COOKIE_PREFIX } from '../people/auth.js';
import { newToken } from '../people/mail-tokens.service.js';
import { insertStep, takeStep, tryStep } from './sign-in-steps.sql.js';

/** What can be begun, how long it holds, and how often it may be tried. */
export const STEPS = {
  /** The password was right; the code is to come. */
  'two-factor': { seconds: 600, tries: 5 },
  /** A device has to sign a challenge: for a new passkey, to sign in, or to confirm. */
  'passkey-new': { seconds: 300, tries: 1 },
  'passkey-sign-in': { seconds: 300, tries: 1 },
  'passkey-confirm': { seconds: 300, tries: 1 },
  /** Somebody is on their way to the provider and back. */
  oidc: { seconds: 900, tries: 1 },
} as const;
type Kind = keyof typeof STEPS;

export interface Step<Details> {
  personId: string | null;
  details: Details;
}

/**
 * What a browser has begun and must finish itself: it has the token in a cookie, we have its hash. Each is finished once, and only
 * in its time.
 */
@Injectable()
export class SignInStepsService {
  private readonly isSecure: boolean;

  constructor(
    private readonly database: DatabaseService,
    @Inject(SETTINGS) { publicUrl }: Settings,
  ) {
    this.isSecure = publicUrl.startsWith('https://');
  }

  /** Answers the cookie. */
  async begin(kind: Kind, personId: string | null, details: object): Promise<string> {
    const token = newToken();
    const { seconds } = STEPS[kind];
    const values = [newId('stp'), sha256(token), kind, personId, JSON.stringify(details), seconds];
    await this.database.run(insertStep, values);
    return this.cookie(kind, token, seconds);
  }

  /** Leaves it open, and counts. Null when it is none, too old, or was tried too often. */
  async attempt<Details>(kind: Kind, cookie = ''): Promise<Step<Details> | null> {
    const [step] = await this.database.run<Step<Details>>(tryStep, [
      this.hashIn(kind, cookie),
      kind,
      STEPS[kind].tries,
    ]);
    return step ?? null;
  }

  /** Ends it. Null when it is none, too old, or somebody else has ended it. */
  async take<Details>(kind: Kind, cookie = ''): Promise<Step<Details> | null> {
    const [step] = await this.database.run<Step<Details>>(takeStep, [this.hashIn(kind, cookie), kind]);
    return step ?? null;
  }

  /** The cookie that takes the browser's away. */
  cleared(kind: Kind): string {
    return this.cookie(kind, '', 0);
  }

  private hashIn(kind: Kind, cookie: string): string {
    const start = `${this.nameOf(kind)}=`;
    const found = cookie.split(/;\s*/).find((part) => part.startsWith(start));
    return sha256(found?.slice(start.length) ?? '');
  }

  /** Lax: somebody comes back from a provider by a link on its page. */
  private cookie(kind: Kind, token: string, seconds: number): string {
    const attributes = `Max-Age=${seconds}; Path=/api/auth; HttpOnly; SameSite=Lax${this.isSecure ? '; Secure' : ''}`;
    return `${this.nameOf(kind)}=${token}; ${attributes}`;
  }

  private nameOf(kind: Kind): string {
    return `${this.isSecure ? '__Secure-' : ''}${COOKIE_PREFIX}.${kind}`;
  }
}
