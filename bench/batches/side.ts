/** One pass over a set of source objects. */
export interface Pass {
  keys: string[];
  /** Where the results go; a pass has one of its own. */
  prefix: string;
}

export interface Took {
  seconds: number;
  /** Milliseconds until the batch was accepted; only a service has that. */
  submitMs?: number;
}

/** One of the things that are compared, in processes of its own. */
export interface Side {
  name: 'bare loop' | 'engine loop' | 'service';
  run(pass: Pass): Promise<Took>;
  stop(): Promise<void>;
}
