import type { BatchEvent } from './receiver.js';
import type { Ended } from './check-batches.js';
import type { Party, Scene } from './scene.js';

/** The end of every batch was told at least once, signed, under one `webhook-id`, and as it was. */
export function checkMessages({ findings, parties }: Scene, ended: Ended[]): void {
  for (const [account, party] of Object.entries(parties)) {
    const messages = readMessages(findings, party);
    for (const { order, batch } of ended.filter(({ order }) => order.account === account)) {
      const ends = messages.filter(({ event }) => event.type.startsWith('batch.') && event.data.id === batch.id);
      const ids = new Set(ends.map(({ id }) => id));
      if (ids.size !== 1) findings.add('webhook', `${order.name} (${batch.id}) ended in ${ids.size} events`);
      for (const { event } of ends) {
        const told = { type: event.type, status: event.data.status, images: event.data.images };
        const is = { type: `batch.${batch.status}`, status: batch.status, images: batch.images };
        findings.same('webhook', `the end of ${order.name}`, told, is);
      }
    }
    const bodies = new Map<string, string>();
    for (const { id, event } of messages) {
      const first = bodies.get(id) ?? JSON.stringify(event);
      bodies.set(id, first);
      findings.same('webhook', `${id} told again`, event, JSON.parse(first));
    }
  }
}

function readMessages(findings: Scene['findings'], { receiver, secret }: Party): { id: string; event: BatchEvent }[] {
  try {
    return receiver.verified(secret);
  } catch (error) {
    findings.add('webhook', `a message is not signed as it should be: ${(error as Error).message}`);
    return [];
  }
}
