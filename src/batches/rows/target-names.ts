import { LRUCache } from 'lru-cache';
import type { Sql } from '../../database/database.service.js';
import { ownSources, takenTargets } from './images.sql.js';
import { typeOf, type KeptRequest } from '../model/batch-request.js';
import { renderTarget, withOrdinal } from '../model/target-key.js';

/** Targets wanted by many sources that are remembered; forgetting one costs a few more questions, never another name. */
const REMEMBERED = 50_000;

/** What the database said of a name: free, a target of the batch, or the key of a source. */
type Known = Map<string, { isTarget: boolean; isSource: boolean }>;

/**
 * Gives the sources of one batch their targets. They come in key order, and each gets the first of `a`, `a-2`, `a-3` that
 * is free, so the names depend on the keys alone: not on pages, on what was forgotten, or on which worker continues after a crash.
 */
export class TargetNames {
  /** For targets wanted before, the ordinal below which nothing is free. Limited by size, because `max` would take all memory at once. */
  private readonly ordinals = new LRUCache<string, number>({ maxSize: REMEMBERED, sizeCalculation: () => 1 });

  /** @param sparesSources the key of a source is given to that source only */
  constructor(
    private readonly batchId: string,
    private readonly request: KeptRequest,
    private readonly sparesSources: boolean,
  ) {}

  /** Tries with what is known, asks for the names that turned out to matter, and tries again: few questions a chunk. */
  async give(sql: Sql, keys: string[]): Promise<string[]> {
    const template = this.request.destination.key;
    // The extension is in no template whose type is chosen with the result.
    const extension = typeOf(this.request) ?? '';
    const wanted = keys.map((key) => ({ key, target: renderTarget(template, key, extension) }));
    const known: Known = new Map();
    for (let ahead = 1; ; ahead *= 2) {
      const { targets, unknown, next } = this.attempt(wanted, known, ahead);
      if (unknown.size > 0) await this.ask(sql, [...unknown], known);
      else {
        this.remember(next);
        return targets;
      }
    }
  }

  /** `unknown` are names to look up, `ahead` of them for each target; the targets are right when none are unknown. */
  private attempt(wanted: { key: string; target: string }[], known: Known, ahead: number) {
    const given = new Set<string>();
    const unknown = new Set<string>();
    const next = new Map<string, number>();
    const targets = wanted.map(({ key, target }) => {
      let first = next.get(target) ?? this.ordinals.get(target) ?? 1;
      for (let ordinal = first; ; ordinal += 1) {
        const name = withOrdinal(target, ordinal);
        const about = known.get(name);
        const isTarget = given.has(name) || about?.isTarget === true;
        if (isTarget && ordinal === first) first += 1;
        if (isTarget || (about?.isSource && name !== key)) continue;
        if (!about) for (let n = 0; n < ahead; n += 1) unknown.add(withOrdinal(target, ordinal + n));
        given.add(name);
        next.set(target, ordinal === first ? first + 1 : first);
        return name;
      }
    });
    return { targets, unknown, next };
  }

  private async ask(sql: Sql, names: string[], known: Known): Promise<void> {
    const asked = names.filter((name) => !known.has(name));
    const targets = await this.answers(sql, takenTargets, asked);
    const sources = this.sparesSources ? await this.answers(sql, ownSources, asked) : new Set<string>();
    for (const name of asked) known.set(name, { isTarget: targets.has(name), isSource: sources.has(name) });
  }

  private async answers(sql: Sql, question: typeof takenTargets, names: string[]): Promise<Set<string>> {
    const rows = await sql.run<{ key: string }>(question, [this.batchId, names]);
    return new Set(rows.map(({ key }) => key));
  }

  /** What is written can be asked of the database; only targets wanted by many are worth keeping in memory. */
  private remember(next: Map<string, number>): void {
    for (const [target, ordinal] of next) {
      if (ordinal > 2) this.ordinals.set(target, ordinal);
    }
  }
}
