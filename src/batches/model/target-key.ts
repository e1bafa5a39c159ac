import { createHash } from 'node:crypto';
import { numberedName, toSeoName } from '../../ai/seo-name.js';

/** Beside the original, in a folder of its own. */
export const DEFAULT_TEMPLATE = 'optimized/{path}{name}.{ext}';

/** Known once the key is known. */
const FROM_KEY = ['path', 'name', 'ext', 'originalExt'];
/** Known once the image is compressed and described. */
const FROM_RESULT = ['seoName', 'width', 'height', 'hash'];
const VARIABLE = /\{([^{}]*)\}/g;
const HASH_LENGTH = 16;

/** What of the result a template may name. */
export interface TargetFacts {
  seoName: string | null;
  width: number;
  height: number;
  bytes: Buffer;
}

/** Whether a key names a folder by dots. S3 takes them for names like others, but what lies on the way may follow them. */
export function hasDotSegments(key: string): boolean {
  return key.split('/').some((segment) => segment === '.' || segment === '..');
}

/** Why a template can't be used, or null. */
export function templateProblem(template: string): string | null {
  const names = [...template.matchAll(VARIABLE)].map(([, name = '']) => name);
  const unknown = names.find((name) => !FROM_KEY.includes(name) && !FROM_RESULT.includes(name));
  if (unknown !== undefined) {
    return `unknown variable {${unknown}}; expected one of ${[...FROM_KEY, ...FROM_RESULT].map((n) => `{${n}}`).join(' ')}`;
  }
  const literal = template.replace(VARIABLE, '');
  if (/[{}]/.test(literal)) return 'braces do not match';
  if (/[\p{Cc}\p{Cs}]/u.test(literal)) return 'expected text without control characters';
  if (hasDotSegments(template)) return 'expected no . or .. between slashes';
  if (template.startsWith('/')) return 'expected a key without a leading slash';
  if (!names.some((name) => ['name', 'seoName', 'hash'].includes(name)))
    return 'expected {name}, {seoName} or {hash} in it';
  return null;
}

/**
 * True when every target is known from the source's key alone, before any image is read.
 * @param typeIsKnown false when the result's type, and so `{ext}`, is chosen with the result
 */
export function isKnownBeforehand(template: string, typeIsKnown: boolean): boolean {
  const unknown = typeIsKnown ? FROM_RESULT : [...FROM_RESULT, 'ext'];
  return [...template.matchAll(VARIABLE)].every(([, name = '']) => !unknown.includes(name));
}

/** The part of the template in front of its first variable: where the results of a batch land. */
export function literalPrefix(template: string): string {
  return template.slice(0, template.search(VARIABLE));
}

/**
 * The key a result is written to. `facts` is needed unless `isKnownBeforehand`.
 * @param extension of the output, without a dot
 */
export function renderTarget(template: string, key: string, extension: string, facts?: TargetFacts): string {
  const { path, name, extension: originalExt } = splitKey(key);
  const values: Record<string, string> = {
    path,
    name,
    originalExt,
    ext: extension,
    seoName: facts?.seoName ?? safeName(name),
    width: String(facts?.width ?? ''),
    height: String(facts?.height ?? ''),
    hash: facts ? createHash('sha256').update(facts.bytes).digest('hex').slice(0, HASH_LENGTH) : '',
  };
  return insideDestination(template.replace(VARIABLE, (_, variable: string) => values[variable] ?? ''));
}

/** The source's own name as a name on the web may be: lower-case ASCII words. */
function safeName(name: string): string {
  return toSeoName(name) || 'image';
}

/** Some stores read keys as paths: a source named `../x` must not lead its result elsewhere. */
function insideDestination(target: string): string {
  const steps = target.split('/').filter((step) => step !== '' && step !== '.' && step !== '..');
  return steps.join('/');
}

/** The key for the n-th image that would land on `target`: `a.webp`, `a-2.webp`, `a-3.webp`. */
export function withOrdinal(target: string, ordinal: number): string {
  if (ordinal === 1) return target;
  const { path, name, extension } = splitKey(target);
  return `${path}${name}-${ordinal}${extension && `.${extension}`}`;
}

/**
 * The key for the n-th image that would land on the same one, where that depends on the result. A name for the web is
 * numbered within its limit; other keys as `withOrdinal` does.
 */
export function numberedTarget(
  template: string,
  key: string,
  extension: string,
  facts: TargetFacts,
  ordinal: number,
): string {
  const isNamedForWeb = splitKey(template).name.includes('{seoName}');
  if (!isNamedForWeb) return withOrdinal(renderTarget(template, key, extension, facts), ordinal);
  const seoName = numberedName(facts.seoName ?? safeName(splitKey(key).name), ordinal);
  return renderTarget(template, key, extension, { ...facts, seoName });
}

/** The folder with its slash, the name, and what follows the last dot. */
export function splitKey(key: string): { path: string; name: string; extension: string } {
  const slash = key.lastIndexOf('/') + 1;
  const base = key.slice(slash);
  const dot = base.lastIndexOf('.');
  const cut = dot > 0 ? dot : base.length;
  return { path: key.slice(0, slash), name: base.slice(0, cut), extension: base.slice(cut + 1) };
}
