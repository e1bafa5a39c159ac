/**
 * What all workers together know of the provider: when the next request may go, and whether there is any sense in one.
 * A port: this room knows nothing but the provider, and whoever composes it knows where the workers meet.
 */
export interface SharedPace {
  /**
   * Resolves when a request may be sent, at once.
   * @throws ProviderDown while the provider is known to be down; what `signal` was aborted with
   */
  turn(signal: AbortSignal): Promise<void>;
  /** The provider has asked for a break: nobody sends anything for so long, and all go slower behind it. */
  rest(ms: number): Promise<void>;
  /** The provider asked for a longer break than requests are held for: down, until a probe behind it succeeds. */
  close(ms: number): Promise<void>;
  /** A request got no answer. True when the provider is down now: several in a row did not. */
  failed(): Promise<boolean>;
  /** A request was answered. */
  succeeded(): Promise<void>;
}
