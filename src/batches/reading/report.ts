import { Readable } from 'node:stream';
import type { imageView } from './image-view.js';

type Image = ReturnType<typeof imageView>;

/** Columns of the CSV report; `key` and `etag` come first, as a manifest names them. */
const COLUMNS: [name: string, value: (image: Image) => string | number | null][] = [
  ['key', ({ key }) => key],
  ['etag', ({ etag }) => etag],
  ['status', ({ status }) => status],
  ['reason', ({ reason }) => reason],
  ['targetKey', ({ targetKey }) => targetKey],
  ['bytesIn', (image) => image.in.bytes],
  ['bytesOut', ({ out }) => out.bytes],
  ['savedRatio', ({ savedRatio }) => savedRatio],
  ['format', ({ out }) => out.format],
  ['width', ({ out }) => out.width],
  ['height', ({ out }) => out.height],
  ['altText', ({ altText }) => altText],
  ['seoName', ({ seoName }) => seoName],
  ['compressionCredits', ({ credits }) => credits.compression],
  ['aiCredits', ({ credits }) => credits.ai],
];

/**
 * What a spreadsheet would take for a formula. An apostrophe in front makes a text of it; one that was there gets another, so
 * that a report that is read as a manifest (`manifestRecords`) can take it away again.
 */
const MADE_HARMLESS = /^['=+\-@\t\r]/;

/** The images as CSV (RFC 4180), streamed. */
export function csvReport(images: AsyncIterable<Image>): Readable {
  return Readable.from(csvLines(images));
}

/** The images as the API shows them, one JSON object a line, streamed. */
export function jsonlReport(images: AsyncIterable<Image>): Readable {
  return Readable.from(jsonLines(images));
}

async function* csvLines(images: AsyncIterable<Image>) {
  yield csvLine(COLUMNS.map(([name]) => name));
  for await (const image of images) yield csvLine(COLUMNS.map(([, value]) => value(image)));
}

async function* jsonLines(images: AsyncIterable<Image>) {
  for await (const image of images) yield `${JSON.stringify(image)}\n`;
}

function csvLine(fields: (string | number | null)[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(value: string | number | null): string {
  const text = typeof value === 'string' && MADE_HARMLESS.test(value) ? `'${value}` : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
