import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { newId } from '../common/ids.js';
import { CONTENT_TYPES } from '../images/formats.js';
import { OwnBucketService } from '../storage/own-bucket.service.js';
import { storedName } from './file-names.js';
import { readForm } from './form-reader.js';
import { IncomingForm, type IncomingFile } from './incoming-form.js';
import { RECEIVE_LIMIT_MS } from './limits.js';

/** Streams the files of a form straight into the service's own bucket. */
@Injectable()
export class UploadReceiverService {
  constructor(private readonly bucket: OwnBucketService) {}

  /**
   * @param folder where the objects go, with a slash at its end
   * @param end nothing is received from then on
   * @throws ApiError `invalid_request`, `too_large`, `unsupported_image`, `busy`
   */
  async receive(request: IncomingMessage, folder: string, end: AbortSignal): Promise<IncomingForm> {
    const signal = AbortSignal.any([end, AbortSignal.timeout(RECEIVE_LIMIT_MS)]);
    // Each file under way listens, and so does the form.
    setMaxListeners(0, signal);
    const store = (place: number, name: string) => this.storeAt(folder, place, name, signal);
    const form = new IncomingForm(store);
    await readForm(request, form, signal);
    form.refuseProblems();
    return form;
  }

  private storeAt(folder: string, place: number, fileName: string, signal: AbortSignal): IncomingFile {
    // Keys in the order of the form: of two files with one name the second gets the "-2".
    const key = `${folder}in/${String(place).padStart(2, '0')}/${storedName(fileName)}`;
    const contentType = 'application/octet-stream';
    return {
      id: newId('img'),
      key,
      store: (bytes: Readable) => this.bucket.putStream(key, bytes, { contentType }, signal),
    };
  }

  /** Puts a watermark beside the files; answers where, and its version. */
  async storeWatermark(folder: string, png: Buffer): Promise<{ key: string; etag: string }> {
    const key = `${folder}mark.png`;
    const headers = { contentType: CONTENT_TYPES.png };
    return { key, etag: await this.bucket.put(key, png, headers, AbortSignal.timeout(RECEIVE_LIMIT_MS)) };
  }
}
