import { StripeRefusal } from './errors.ts';

export type FormValue = string | FormValue[] | { [name: string]: FormValue };

/**
 * Parameters as Stripe's libraries encode them: `line_items[0][price]=…` is a list of objects.
 * @throws StripeRefusal 400 for a name that cannot be read or comes twice
 */
export function readForm(text: string): Record<string, FormValue> {
  const root: Record<string, FormValue> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const [, first = '', rest = ''] = /^([a-z_]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? [];
    if (!first) throw new StripeRefusal(400, `Invalid parameter name: ${name}`, { param: name });
    const steps = [first, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, step = '']) => step)];
    place(root, steps, value, name);
  }
  return withLists(root) as Record<string, FormValue>;
}

function place(root: Record<string, FormValue>, steps: string[], value: string, name: string): void {
  let here = root;
  for (const step of steps.slice(0, -1)) {
    here[step] ??= {};
    if (typeof here[step] !== 'object') throw new StripeRefusal(400, `Invalid object: ${name}`, { param: name });
    here = here[step] as Record<string, FormValue>;
  }
  const last = steps.at(-1) || String(Object.keys(here).length);
  if (last in here) throw new StripeRefusal(400, `Received the parameter twice: ${name}`, { param: name });
  here[last] = value;
}

/** Objects whose names are 0, 1, 2, … were lists. */
function withLists(value: FormValue): FormValue {
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, withLists(inner)] as const);
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index));
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
