import { fieldsOf, NEW_OPTIONS } from './upload-options';

describe('the fields of a form', () => {
  it('are those that were asked for', () => {
    expect(fieldsOf(NEW_OPTIONS)).toEqual({ format: 'webp', quality: '82' });
    expect(fieldsOf({ ...NEW_OPTIONS, maxWidth: 800, maxHeight: '600', altText: true, seoRename: true })).toEqual({
      format: 'webp',
      quality: '82',
      maxWidth: '800',
      maxHeight: '600',
      altText: 'true',
      seoRename: 'true',
    });
  });

  it('place a watermark when there is one, also one that is not seen', () => {
    const place = { scale: 5, opacity: 0, position: 'MC' } as const;
    expect(fieldsOf({ ...NEW_OPTIONS, place })).toEqual({ format: 'webp', quality: '82' });
    const watermark = new File([], 'mark.png');
    expect(fieldsOf({ ...NEW_OPTIONS, watermark, place })).toEqual({
      format: 'webp',
      quality: '82',
      watermarkScale: '5',
      watermarkOpacity: '0',
      watermarkPosition: 'MC',
    });
  });
});
