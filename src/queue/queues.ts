/**
 * The queues and what their jobs carry: ids only. A row in PostgreSQL is the truth; a job is a hint that there is work.
 */
export const QUEUES = { images: 'images', deliveries: 'deliveries', billing: 'billing' } as const;
export type QueueName = keyof typeof QUEUES;

export interface JobData {
  id: string;
}

/**
 * Finished jobs leave nothing behind: Bull silently drops an id it still holds in any state, so a row that must be
 * worked on again could never come back.
 */
export const JOB_OPTIONS = { removeOnComplete: true, removeOnFail: true } as const;
