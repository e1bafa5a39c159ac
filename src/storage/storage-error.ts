import { S3ServiceException } from '@aws-sdk/client-s3';
import { STSServiceException } from '@aws-sdk/client-sts';
import { foreignName, foreignText } from '../common/foreign-text.js';
import { BlockedAddress } from '../outbound/address-guard.js';

export type StorageReason = 'not_found' | 'access_denied' | 'too_large' | 'source_changed' | 'storage_error';

/**
 * What a bucket answered. Its own words are in the message only as far as a log may hold them. `retryable`: the same call can
 * succeed later.
 */
export class StorageError extends Error {
  constructor(
    readonly reason: StorageReason,
    message: string,
    readonly retryable = false,
    cause?: unknown,
  ) {
    super(foreignText(message), { cause });
    this.name = 'StorageError';
  }
}

const NOT_FOUND = new Set(['NoSuchKey', 'NotFound', 'NoSuchBucket']);
const DENIED = new Set([
  'AccessDenied',
  'Forbidden',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'AllAccessDisabled',
  'ExpiredToken',
  'InvalidToken',
  'AccessDeniedException',
]);

/** Reads an SDK error; the SDK has spent its own retries by now. */
export function toStorageError(thrown: unknown): StorageError {
  if (thrown instanceof StorageError) return thrown;
  const error = thrown as Error & { cause?: unknown };
  const blocked = [error, error.cause].find((one) => one instanceof BlockedAddress);
  if (blocked) return new StorageError('access_denied', 'The address of the storage is not allowed', false, blocked);
  const status =
    error instanceof S3ServiceException || error instanceof STSServiceException
      ? error.$metadata.httpStatusCode
      : undefined;
  if (NOT_FOUND.has(error.name) || status === 404) return new StorageError('not_found', error.message);
  if (DENIED.has(error.name) || status === 401 || status === 403)
    return new StorageError('access_denied', error.message);
  if (error.name === 'PreconditionFailed' || status === 412) return new StorageError('source_changed', error.message);
  // Throttling, 5xx, timeouts and broken connections pass; any other refusal of the request does not.
  const refused = status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
  return new StorageError('storage_error', `${foreignName(error.name)}: ${error.message}`, !refused);
}
