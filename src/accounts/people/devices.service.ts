import { createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { derivedSecret, sameSecret, sha256 } from '../../common/crypto.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { COOKIE_PREFIX } from './auth.js';

const MAX_AGE_SECONDS = 180 * 24 * 3_600;
const FORM = /^([\w-]{22})\.([\w-]{43})$/;

/** Whose device it may be: a new password makes all of a person's devices unknown. */
export interface DeviceOwner {
  id: string;
  password: string | null;
}

/**
 * Knows a browser by a signed cookie, once a person has signed in with it or opened a link of their mail. The cookie is no way in.
 * Tries of strangers do not slow its holder down, and no mail reports the sign-in.
 */
@Injectable()
export class DevicesService {
  private readonly secret: string;
  private readonly isSecure: boolean;

  constructor(@Inject(SETTINGS) { encryptionKey, publicUrl }: Settings) {
    this.secret = derivedSecret(encryptionKey, 'devices');
    this.isSecure = publicUrl.startsWith('https://');
  }

  /** The name of the device; null for an unknown one. */
  known(owner: DeviceOwner, cookie: string): string | null {
    const start = `${this.nameFor(owner)}=`;
    const found = cookie.split(/;\s*/).find((part) => part.startsWith(start));
    const [, device = '', signature = ''] = FORM.exec(found?.slice(start.length) ?? '') ?? [];
    return device && sameSecret(signature, this.sign(owner, device)) ? device : null;
  }

  /** A `Set-Cookie` that makes the device a known one, under the name it had. */
  cookieFor(owner: DeviceOwner, device: string | null): string {
    const name = device ?? randomBytes(16).toString('base64url');
    const value = `${name}.${this.sign(owner, name)}`;
    const attributes = `Max-Age=${MAX_AGE_SECONDS}; Path=/api/auth; HttpOnly; SameSite=Lax`;
    return `${this.nameFor(owner)}=${value}; ${attributes}${this.isSecure ? '; Secure' : ''}`;
  }

  /** Several people may share a browser. */
  private nameFor({ id }: DeviceOwner): string {
    return `${this.isSecure ? '__Secure-' : ''}${COOKIE_PREFIX}.device.${sha256(id).slice(0, 12)}`;
  }

  private sign({ id, password }: DeviceOwner, device: string): string {
    return createHmac('sha256', this.secret)
      .update(`${id} ${device} ${password ?? ''}`)
      .digest('base64url');
  }
}
