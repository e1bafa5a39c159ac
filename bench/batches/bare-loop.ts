/** The reference: get, sharp, put. None of the service's code, but sharp as the service sets it up. */
import sharp from 'sharp';
import { QUALITY, serveLoop } from './loop.ts';

sharp.concurrency(1);
sharp.cache(false);

serveLoop((bytes) => sharp(bytes, { failOn: 'error' }).autoOrient().webp({ quality: QUALITY }).toBuffer());
