/** Why an image cannot be compressed: the part of the API's closed list of reasons that bytes alone can cause. */
export type UnusableReason =
  'not_an_image' | 'corrupt' | 'too_large' | 'too_many_pixels' | 'unsupported_format' | 'timeout';

/** The image is at fault, or asks for too much; trying again gives the same answer. `cause` holds the decoder's text. */
export class UnusableImage extends Error {
  constructor(
    readonly reason: UnusableReason,
    options?: ErrorOptions,
  ) {
    super(`The image cannot be used: ${reason}`, options);
    this.name = 'UnusableImage';
  }
}
