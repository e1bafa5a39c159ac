import { Inject, Injectable } from '@nestjs/common';
import { isBound, seal, sealLoosely, unseal, type Place } from '../common/crypto.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import type { Sql } from './database.service.js';
import { moveSealing, readSealing, shareSealing } from './sealing.sql.js';

/**
 * What may still be done with loose texts, those that versions before sealed without binding them to their row. It goes
 * forward only: `written` while processes of such a version run beside, `read` while all is sealed anew, then `refused`.
 */
export type LooseTexts = 'written' | 'read' | 'refused';

/** Seals secrets for their row, and opens them there. */
@Injectable()
export class SealingService {
  /** The last state has no way back, so who has seen it asks no more. */
  private refused = false;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** In the transaction that writes the text. */
  async seal(sql: Sql, place: Place, plain: string): Promise<string> {
    const { encryptionKey } = this.settings;
    const loosely = !this.refused && (await this.shared(sql)) === 'written';
    return loosely ? sealLoosely(plain, encryptionKey) : seal(plain, place, encryptionKey);
  }

  /** Throws when the text was not sealed for this place, or with another key. */
  async open(sql: Sql, place: Place, sealed: string): Promise<string> {
    if (!isBound(sealed) && (await this.looseTexts(sql)).state === 'refused') {
      throw new Error(`A text in ${place[0]}.${place[1]} is not bound to its row`);
    }
    return unseal(sealed, place, this.settings.encryptionKey);
  }

  /** Without its row nothing loose is believed. */
  async looseTexts(sql: Sql): Promise<{ state: LooseTexts; since: Date | null }> {
    if (this.refused) return { state: 'refused', since: null };
    const [row] = await sql.run<{ loose_texts: LooseTexts; since: Date }>(readSealing);
    const state = row?.loose_texts ?? 'refused';
    this.refused = state === 'refused';
    return { state, since: row?.since ?? null };
  }

  /** From now on nothing is sealed loosely. No process of a version before may run any more. */
  async stopWriting(sql: Sql): Promise<void> {
    await sql.run(moveSealing, ['read' satisfies LooseTexts, 'written' satisfies LooseTexts]);
  }

  /** From now on nothing loose is opened, wherever it comes from. */
  async refuse(sql: Sql): Promise<void> {
    await sql.run(moveSealing, ['refused' satisfies LooseTexts, 'read' satisfies LooseTexts]);
  }

  private async shared(sql: Sql): Promise<LooseTexts> {
    const [row] = await sql.run<{ loose_texts: LooseTexts }>(shareSealing);
    return row?.loose_texts ?? 'refused';
  }
}
