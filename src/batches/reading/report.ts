import { Readable } from 'node:stream';
import { csvLine } from '../../common/csv.js';
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
