import type { AccountLogEntry } from '../database/generated/client.js';
import type { PrismaService } from '../database/prisma.service.js';

/** Who did something. What a kind does not have is null. */
export interface ActorView {
  kind: string;
  id: string | null;
  /** Of the person or the key; of the operator's token. */
  name: string | null;
  /** Of a person. */
  email: string | null;
  /** Of a key: how its secret began and ended then. */
  masked: string | null;
}

/**
 * Who did what the entries tell. Each entry has the names of its time; those of earlier versions have none, and get the names of
 * today in two reads for all of them. A key that was deleted before has none.
 */
export async function actorsOf(
  prisma: PrismaService,
  accountId: string,
  entries: AccountLogEntry[],
): Promise<(entry: AccountLogEntry) => ActorView> {
  const [people, keys] = await Promise.all([
    idsOf(entries, 'person', (ids) => prisma.person.findMany({ where: { id: { in: ids } } })),
    idsOf(entries, 'key', (ids) => prisma.apiKey.findMany({ where: { id: { in: ids }, accountId } })),
  ]);
  const today = new Map<string, { name: string; email?: string; masked?: string }>();
  for (const known of [...people, ...keys]) today.set(known.id, known);
  return ({ actorKind: kind, actorId: id, actorName, actorEmail, actorMasked }) => {
    if (actorName !== null) return { kind, id, name: actorName, email: actorEmail, masked: actorMasked };
    const { name = null, email = null, masked = null } = today.get(id ?? '') ?? {};
    return { kind, id, name: kind === 'operator' ? id : name, email, masked };
  };
}

/** Names for entries that do not have one. Reads nothing when every entry has its own. */
async function idsOf<Row>(
  entries: AccountLogEntry[],
  kind: string,
  read: (ids: string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const nameless = entries.filter(({ actorKind, actorName }) => actorKind === kind && actorName === null);
  const ids = new Set(nameless.map(({ actorId }) => actorId).filter((id) => id !== null));
  return ids.size > 0 ? read([...ids]) : [];
}
