import { OpenAiError } from './errors.js';

/** The fields of a `multipart/form-data` body; a file's bytes under its field's name. */
export function readMultipart(contentType: string | undefined, body: Buffer): Map<string, Buffer> {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;]+))/.exec(contentType ?? '') ?? [];
  const boundary = quoted ?? bare;
  if (!contentType?.startsWith('multipart/form-data') || !boundary) {
    throw new OpenAiError(400, 'Expected multipart/form-data.', { param: 'file' });
  }
  const fields = new Map<string, Buffer>();
  const delimiter = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(delimiter); at >= 0;) {
    const start = at + delimiter.length + 2;
    const next = body.indexOf(delimiter, start);
    if (next < 0) break;
    const headEnd = body.indexOf('\r\n\r\n', start);
    const head = body.toString('utf8', start, headEnd);
    const name = /name="([^"]*)"/.exec(head)?.[1];
    if (name) fields.set(name, body.subarray(headEnd + 4, next - 2));
    at = next;
  }
  return fields;
}
