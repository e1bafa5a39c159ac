import type { Schema } from '../support/openapi.js';
import type { Random } from '../worlds/random.js';
import { anyText, valueFor } from './values.js';

const BOUNDARY = 'fuzz-boundary';
const END = '\r\n';

/** A form with random and boundary values in its fields, and files that are images, or nothing of the kind. */
export function randomForm({ properties = {} }: Schema, random: Random, ids: string[], jpeg: Buffer) {
  const isFile = (schema: Schema) => schema.format === 'binary' || schema.items?.format === 'binary';
  const parts = Object.entries(properties).flatMap(([name, schema]) => {
    if (isFile(schema)) return random.chance(0.9) ? [filePart(name, random, jpeg)] : [];
    return random.chance(0.3) ? [part(name, '', Buffer.from(String(valueFor(schema, random, ids))))] : [];
  });
  if (random.chance(0.05)) parts.push(part(quoted(anyText(random)), '', Buffer.from(anyText(random))));
  const end = random.chance(0.95) ? `--${BOUNDARY}--${END}` : '';
  return { type: `multipart/form-data; boundary=${BOUNDARY}`, body: Buffer.concat([...parts, Buffer.from(end)]) };
}

function filePart(name: string, random: Random, jpeg: Buffer): Buffer {
  const bytes = random.pick([jpeg, jpeg, jpeg.subarray(0, jpeg.length / 2), Buffer.alloc(0), Buffer.from('text')]);
  const fileName = random.chance(0.7) ? 'photo.jpg' : quoted(anyText(random));
  return part(name, `; filename="${fileName}"`, bytes);
}

function part(name: string, more: string, content: Buffer): Buffer {
  const head = `--${BOUNDARY}${END}Content-Disposition: form-data; name="${name}"${more}${END}${END}`;
  return Buffer.concat([Buffer.from(head), content, Buffer.from(END)]);
}

/** As browsers do it. */
function quoted(text: string): string {
  return text.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}
