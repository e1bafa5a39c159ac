/** So many calls within any span of that length. */
export interface Rate {
  limit: number;
  seconds: number;
}

export interface RateVerdict {
  allowed: boolean;
  limit: number;
  /** Calls left at this instant. */
  remaining: number;
  /** Seconds until the oldest calls stop counting: then who was refused gets through. */
  reset: number;
}
