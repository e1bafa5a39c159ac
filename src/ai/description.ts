/** One picture to be described, with what its owner tells of it. */
export interface DescribeRequest {
  /** A small copy of the picture (see `makePreview`). */
  preview: { bytes: Buffer; contentType: string };
  wanted: { altText: boolean; seoRename: boolean };
  /** BCP 47 tag of the language to write in. */
  language: string;
  /** What the caller says the batch is about. */
  context: string | null;
  fileName: string;
}

/** What is not wanted is `null`. */
export interface Description {
  /** Plain text of at most 125 characters. */
  altText: string | null;
  /** Lower-case ASCII words joined by hyphens, at most 60 characters, without extension. */
  seoName: string | null;
}
