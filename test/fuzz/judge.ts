import { ERRORS, type ErrorCode } from '../../src/common/errors.js';
import type { FuzzAnswer, FuzzCall } from './call.js';

/** A refusal is read by people; and whoever sends little should not make the service send much. */
const LONGEST_REFUSAL = 64 * 1024;

/** What is wrong with an answer, in words; nothing when all is well. */
export function problemsOf(call: FuzzCall, answer: FuzzAnswer): string[] {
  const found: string[] = [];
  const { status, headers } = answer;
  if (status === 0) return ['got no answer'];
  if (status >= 500) found.push(`answered ${status}`);
  if (!headers['x-request-id']) found.push('has no X-Request-Id');
  if (status >= 400 && call.method !== 'HEAD') found.push(...problemsOfRefusal(answer));
  return found;
}

function problemsOfRefusal({ status, headers, text }: FuzzAnswer): string[] {
  if (!headers['content-type']?.includes('application/json')) return ['is a refusal that is no JSON'];
  let body: { error?: unknown; code?: string; fields?: unknown };
  try {
    body = JSON.parse(text) as typeof body;
  } catch {
    return ['is a refusal that cannot be parsed'];
  }
  const found: string[] = [];
  if (text.length > LONGEST_REFUSAL) found.push(`is a refusal of ${text.length} characters`);
  const known = ERRORS[body.code as ErrorCode];
  if (typeof body.error !== 'string' || body.error === '') found.push('has no text');
  if (known?.status !== status) found.push(`has the code ${body.code} with the status ${status}`);
  if (body.code === 'invalid_request' && !areFields(body.fields)) found.push('names no fields');
  if (known?.retryable && !/^\d+$/.test(String(headers['retry-after']))) found.push('does not say when to try again');
  if (/\bat .*\.(js|ts):\d+|node_modules|prisma|postgres|SELECT |violates/i.test(text.replace(/"path":"[^"]*"/g, '')))
    found.push('tells of its inside');
  return found;
}

function areFields(fields: unknown): boolean {
  const isField = (field: { path?: unknown; message?: unknown }) =>
    typeof field.path === 'string' && typeof field.message === 'string';
  return Array.isArray(fields) && fields.length > 0 && fields.every(isField);
}
