import type { FastifyReply } from 'fastify';
import type { LedgerFormat, LedgerQuery } from './ledger-view.js';

const TYPES = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' };

/** The format that a call asks for, by name or by what it accepts. */
export function formatOf({ format }: Pick<LedgerQuery, 'format'>, accept = ''): LedgerFormat {
  if (format) return format;
  if (/^\s*text\/csv\b/i.test(accept)) return 'csv';
  return /^\s*application\/(?:jsonl|x-ndjson)\b/i.test(accept) ? 'jsonl' : 'json';
}

/** Says what an export is, and how a browser names it. */
export function describeExport(reply: FastifyReply, format: Exclude<LedgerFormat, 'json'>): void {
  void reply.header('content-type', TYPES[format]);
  void reply.header('content-disposition', `attachment; filename="ledger.${format}"`);
}
