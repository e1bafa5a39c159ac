import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { sha256 } from '../../common/crypto.js';
import { ApiError } from '../../common/errors.js';
import { newId } from '../../common/ids.js';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import { deleteMailTokensOf, hasMailToken, insertMailToken, readMailToken, takeMailToken } from './mail-tokens.sql.js';

/** What a link in a mail is for, and how long it holds. */
export const MAIL_TOKENS = { 'sign-up': 24 * 3_600, reset: 3_600 } as const;
type Kind = keyof typeof MAIL_TOKENS;

/** The tokens of links in mails. Kept as hashes in `verifications`, so they can be called back; each works once. */
@Injectable()
export class MailTokensService {
  constructor(private readonly database: DatabaseService) {}

  /** Several may be open, so asking for another link does not end the one that somebody is about to open. */
  async make(kind: Kind, owner: string, isReal: boolean): Promise<string> {
    const token = newToken();
    // An address that gets no token takes the same steps, so that it takes as long.
    const seconds = isReal ? MAIL_TOKENS[kind] : 0;
    await this.database.run(insertMailToken, [newId('ver'), hashOf(kind, token), owner, seconds]);
    return token;
  }

  /** Whose it is, and leaves it. @throws ApiError `invalid_request` when it does not hold */
  async owner(kind: Kind, token: string): Promise<string> {
    return ownerIn(await this.database.run(readMailToken, [hashOf(kind, token)]));
  }

  /** Whose it was. @throws ApiError `invalid_request` when it does not hold */
  async take(sql: Sql, kind: Kind, token: string): Promise<string> {
    return ownerIn(await sql.run(takeMailToken, [hashOf(kind, token)]));
  }

  async isOpen(owner: string): Promise<boolean> {
    return (await this.database.run(hasMailToken, [owner])).length > 0;
  }

  /** Ends all of a person's and of their address, whatever they are for. */
  async endAll(sql: Sql, personId: string, email: string): Promise<void> {
    await sql.run(deleteMailTokensOf, [personId, email]);
  }
}

/** 256 bits of chance. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(kind: Kind, token: string): string {
  return sha256(`${kind}:${token}`);
}

function ownerIn([found]: object[]): string {
  if (!found) throw badToken();
  return (found as { value: string }).value;
}

export function badToken(): ApiError {
  const fields = [
    { path: 'token', message: 'expected the token of a link that is complete, not too old and not used before' },
  ];
  return new ApiError('invalid_request', { fields }, 'This link has expired or was already used');
}
