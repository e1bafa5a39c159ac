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
    /** What the credentials would have to be allowed, when that is known. */
    readonly permission: string | null = null,
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

/** Of those, what is said of credentials that are no good at all. */
const NOT_ACCEPTED = new Set(['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'ExpiredToken', 'InvalidToken']);
/** How AWS names what is missing; it can be another thing than the call, such as the key of an encrypted object. */
const MISSING = /not authorized to perform: ([a-z0-9-]{1,30}:[A-Za-z]{1,60})/;

/** What a call needs to be allowed, by AWS's names. */
export type Permission = 's3:ListBucket' | 's3:GetObject' | 's3:PutObject' | 's3:DeleteObject' | 'sts:AssumeRole';

/** Reads an SDK error; the SDK has spent its own retries by now. `needed` is what the call needed. */
export function toStorageError(thrown: unknown, needed?: Permission): StorageError {
  if (thrown instanceof StorageError) return thrown;
  const error = thrown as Error & { cause?: unknown };
  const blocked = [error, error.cause].find((one) => one instanceof BlockedAddress);
  if (blocked) return new StorageError('access_denied', 'The address of the storage is not allowed', false, blocked);
  const status =
    error instanceof S3ServiceException || error instanceof STSServiceException
      ? error.$metadata.httpStatusCode
      : undefined;
  if (NOT_FOUND.has(error.name) || status === 404) return new StorageError('not_found', error.message);
  if (DENIED.has(error.name) || status === 401 || status === 403) return accessDenied(error, needed);
  if (error.name === 'PreconditionFailed' || status === 412) return new StorageError('source_changed', error.message);
  // Throttling, 5xx, timeouts and broken connections pass; any other refusal of the request does not.
  const refused = status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
  return new StorageError('storage_error', `${foreignName(error.name)}: ${error.message}`, !refused);
}

/** The one sentence for it, wherever it is shown. */
function accessDenied({ name, message }: Error, needed: Permission | undefined): StorageError {
  const refused = 'The storage refused access';
  // What STS does not accept is the operator's own, and nothing that the account could mend.
  if (needed === 'sts:AssumeRole' && name !== 'AccessDenied') return new StorageError('access_denied', refused);
  if (NOT_ACCEPTED.has(name)) {
    return new StorageError('access_denied', `${refused}: it does not accept the access key or the secret`);
  }
  const permission = MISSING.exec(message)?.[1] ?? needed ?? null;
  if (!permission) return new StorageError('access_denied', refused);
  const text =
    permission === 'sts:AssumeRole'
      ? `${refused}: the role does not allow sts:AssumeRole to this service`
      : `${refused}: the credentials lack the permission ${permission}`;
  return new StorageError('access_denied', text, false, undefined, permission);
}
