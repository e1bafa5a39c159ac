import { answer, api } from '../../api/client';
import { ApiFailure, failureOf } from '../../api/failure';
import type { Batch, CompressAnswer, CompressResult } from '../../api/types';
import { MAX_FILES } from './choice';
import { fieldsOf, type UploadOptions } from './upload-options';

const POLL_MS = 1_500;

/**
 * Sends all files as one form and waits for the results. `XMLHttpRequest`, because `fetch` does not tell how far it is.
 * @param sessionId also the request's `Idempotency-Key`: sent twice, it is worked on and paid for once
 * @param onProgress bytes of the body that have been sent
 * @throws ApiFailure
 */
export async function upload(
  files: File[],
  options: UploadOptions,
  sessionId: string,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<CompressResult[]> {
  const { status, body } = await send(formOf(files, options, sessionId), sessionId, onProgress, signal);
  if (status === 202) return resultsOf(body as Batch, signal);
  if (status !== 200) throw failureOf(status, body);
  return (body as CompressAnswer).results;
}

function formOf(files: File[], options: UploadOptions, sessionId: string): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fieldsOf(options), sessionId })) form.set(name, value);
  if (options.watermark) form.set('watermarkFile', options.watermark);
  for (const file of files) form.append('file', file);
  return form;
}

function send(form: FormData, token: string, onProgress: (sent: number) => void, signal: AbortSignal) {
  return new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/compress');
    request.responseType = 'json';
    request.setRequestHeader('Idempotency-Key', token);
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('load', () => resolve({ status: request.status, body: request.response as unknown }));
    request.addEventListener('error', () => reject(new ApiFailure(0, 'unreachable', '')));
    request.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

/** The work outlasted the request: its batch is asked until it has ended. */
async function resultsOf({ id }: Batch, signal: AbortSignal): Promise<CompressResult[]> {
  for (;;) {
    const batch = await answer(api.GET('/api/batches/{id}', { signal, params: { path: { id } } }));
    if (batch.endedAt !== null) break;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const query = { batch: id, limit: MAX_FILES };
  const { data } = await answer(api.GET('/api/compress', { signal, params: { query } }));
  return data.toReversed();
}
