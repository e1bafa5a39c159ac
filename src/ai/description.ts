/** One picture to be described, with what its owner tells of it. */
export interface DescribeRequest {
  /** A small copy of the picture (see `makePreview`). */
  preview: { bytes: Buffer; contentType: string };
  wanted: Wanted;
  /** BCP 47 tag of the language to write in. */
  language: string;
  /** What the caller says the batch is about. */
  context: string | null;
  fileName: string;
  /** What the file says of itself in its metadata. */
  caption: string | null;
}

export interface Wanted {
  altText: boolean;
  seoRename: boolean;
}

/** What is not wanted is `null`. */
export interface Description {
  /** Plain text of at most 125 characters. */
  altText: string | null;
  /** Lower-case ASCII words joined by hyphens, at most 60 characters, without extension. */
  seoName: string | null;
}

/** What one request was counted as by the provider. */
export interface Tokens {
  input: number;
  /** Of the input: what the provider had read before, and charges less for. */
  cachedInput: number;
  output: number;
}

/** What the model said to one request: a description, a refusal, or nothing of use. */
export type Reply = Description | 'refused' | 'unusable';
