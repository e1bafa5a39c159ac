/** An object to make an image row of. `etag` is null when it was named rather than listed. */
export interface SourceObject {
  key: string;
  etag: string | null;
  /** What it was to become in the batch that it failed in. */
  target?: string | null;
  /** The image's, when it is known by one already. */
  id?: string;
}

/** Some sources of a batch, and the cursor after them. */
export interface SourcePage {
  objects: SourceObject[];
  to: string;
}
