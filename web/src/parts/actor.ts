import type { LogEntry } from '../api/types';
import { words } from '../words';

const text = words.account;

/** Who did something: by name, where the log has one. */
export function actorName({ kind, id, name, email, masked }: LogEntry['actor']): string {
  if (kind === 'person' && name && email) return text.person(name, email);
  if (kind === 'key' && name && masked) return text.key(name, masked);
  if (kind === 'operator' && name) return text.operator(name);
  const unnamed = text.actors[kind] ?? kind;
  return id ? `${unnamed} (${id})` : unnamed;
}
