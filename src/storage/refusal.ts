import { ApiError } from '../common/errors.js';
import { BlockedAddress } from '../outbound/address-guard.js';
import { StorageError } from './storage-error.js';

/** What a caller is told when a connection cannot do what is asked. */
export function refusalOf(error: unknown, notFound: string): unknown {
  if (error instanceof BlockedAddress) return new ApiError('blocked_address');
  if (!(error instanceof StorageError)) return error;
  if (error.cause instanceof BlockedAddress) return new ApiError('blocked_address');
  if (error.reason === 'not_found') return new ApiError('storage_not_found', {}, notFound);
  if (error.reason === 'access_denied') return accessRefusal(error);
  return new ApiError('storage_denied', {}, 'The storage could not be reached');
}

/** Says which permission is missing, when that is known. */
export function accessRefusal({ message, permission }: StorageError): ApiError {
  return new ApiError('storage_denied', permission ? { permission } : {}, message);
}
