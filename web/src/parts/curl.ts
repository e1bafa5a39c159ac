/** Commands of a POSIX shell that make the calls of the dashboard, with a key in `$FLUXBATCH_KEY`. */

interface Call {
  method?: string;
  /** With the query. */
  path: string;
  /** Sent as JSON. */
  body?: unknown;
}

export function curlOf(origin: string, { method = 'GET', path, body }: Call): string {
  const hasBody = body !== undefined;
  const verb = method === (hasBody ? 'POST' : 'GET') ? '' : `-X ${method} `;
  const json = hasBody ? [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body, null, 2))}`] : [];
  return lines([`curl ${verb}${quoted(origin + path)}`, AUTHORIZATION, ...json]);
}

/** A form of fields as `name=value`; `@name` as a value stands for a file. */
export function formCurlOf(origin: string, path: string, fields: [name: string, value: string][]): string {
  const given = fields.map(([name, value]) => `-F ${name}=${value}`);
  return lines([`curl ${quoted(origin + path)}`, AUTHORIZATION, ...given]);
}

const AUTHORIZATION = '-H "Authorization: Bearer $FLUXBATCH_KEY"';

const lines = (parts: string[]) => parts.join(' \\\n  ');

/** In single quotes, in which a shell leaves everything as it is. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
