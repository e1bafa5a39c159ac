import type { TopupMove } from './model-words.js';

/** The top-ups of an account: what came in, was taken back and was given back, each reference once. */
export class ModelTopups {
  readonly list: TopupMove[] = [];

  get balance(): number {
    return sum(this.list);
  }

  grant(credits: number, reference: string): TopupMove {
    return { entry: 'grant', amount: credits, reference, topup: reference };
  }

  /** At most what is left of that grant. */
  reverse(credits: number, reference: string, topup: string): TopupMove {
    const left = sum(this.list.filter((move) => move.topup === topup));
    return { entry: 'reverse', amount: Math.min(credits, left), reference, topup };
  }

  reinstate(reversal: string): TopupMove | null {
    const undone = this.list.find(({ entry, reference }) => entry === 'reverse' && reference === reversal);
    return undone ? { ...undone, entry: 'reinstate' } : null;
  }

  /** Answers whether there was something to move. */
  add(move: TopupMove): boolean {
    const known = this.list.some(({ entry, reference }) => entry === move.entry && reference === move.reference);
    if (known || move.amount <= 0) return false;
    this.list.push(move);
    return true;
  }
}

function sum(moves: TopupMove[]): number {
  return moves.reduce((total, { entry, amount }) => total + (entry === 'reverse' ? -amount : amount), 0);
}
