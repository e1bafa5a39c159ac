import type S3rver from 's3rver';
import type { ObjectFiles } from './object-files.js';

/** Continuation tokens and the URL encoding of keys, which s3rver lacks. A token is the place to go on from. */
export async function pageListings(ctx: S3rver.Context, next: () => Promise<void>): Promise<void> {
  const token = ctx.query['continuation-token'];
  if (token) {
    delete ctx.query['continuation-token'];
    ctx.query['start-after'] = Buffer.from(token, 'base64url').toString('utf8');
  }
  await next();
  const listing = (ctx.body as { ListBucketResult?: Listing } | undefined)?.ListBucketResult;
  if (!listing) return;

  const { nextPageAfter } = ctx.store as ObjectFiles;
  listing.IsTruncated = nextPageAfter !== null;
  if (ctx.query['list-type'] === '2') {
    listing.KeyCount = listing.Contents.length + listing.CommonPrefixes.length;
    if (token) {
      delete listing.StartAfter;
      listing.ContinuationToken = token;
    }
    if (nextPageAfter !== null) listing.NextContinuationToken = Buffer.from(nextPageAfter).toString('base64url');
  } else if (nextPageAfter !== null) {
    listing.NextMarker = nextPageAfter;
  }
  if (ctx.query['encoding-type'] === 'url') encodeNames(listing);
}

interface Listing {
  IsTruncated: boolean;
  KeyCount?: number;
  StartAfter?: string;
  ContinuationToken?: string;
  NextContinuationToken?: string;
  NextMarker?: string;
  EncodingType?: string;
  Prefix: string;
  Delimiter?: string;
  Contents: { Key: string }[];
  CommonPrefixes: { Prefix: string }[];
}

function encodeNames(listing: Listing): void {
  const encode = (name: string): string => encodeURIComponent(name).replaceAll('%2F', '/');
  listing.EncodingType = 'url';
  listing.Prefix = encode(listing.Prefix);
  if (listing.Delimiter) listing.Delimiter = encode(listing.Delimiter);
  if (listing.StartAfter) listing.StartAfter = encode(listing.StartAfter);
  for (const object of listing.Contents) object.Key = encode(object.Key);
  for (const folder of listing.CommonPrefixes) folder.Prefix = encode(folder.Prefix);
}
