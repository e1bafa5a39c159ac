/** The servers the child process can run. */
export type ServerName = 'postgres' | 'valkey' | 's3' | 'openai';

/** What the service asks of the child process, once. */
export interface StartRequest {
  /** Absolute. */
  dataDir: string;
  servers: ServerName[];
  postgresPassword: string;
  /** False lets PostgreSQL skip its fsyncs. */
  durable: boolean;
}

export type Ports = Partial<Record<ServerName, number>>;

/** What the child process answers, once. */
export type StartReport = { ready: Ports } | { failed: string };

/** A server in the child process. */
export interface RunningServer {
  port: number;
  stop(): Promise<void>;
}
