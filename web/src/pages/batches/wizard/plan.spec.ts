import { NEW_PLAN, requestOf, type Plan } from './plan';

const request = (changed: Partial<Plan>) => requestOf({ ...NEW_PLAN, ...changed });

describe('the request of a plan', () => {
  it('asks for an estimate of what is chosen, and for nothing that is not', () => {
    expect(request({ connection: 'con_1', prefix: '2026/' })).toEqual({
      source: { connection: 'con_1', prefix: '2026/' },
      destination: { key: 'optimized/{path}{name}.{ext}', overwrite: false },
      compress: { format: 'webp', quality: 82, maxWidth: null, maxHeight: null, metadata: 'strip' },
      onInsufficientCredits: 'reject',
      dryRun: true,
    });
  });

  it.each([
    ['**/*.jpg', ['**/*.jpg']],
    ['*.jpg, *.png', ['*.jpg', '*.png']],
    [' , *.jpg,, ', ['*.jpg']],
    ['**/*.{jpg,png}', ['**/*.{jpg,png}']],
    ['a/*.{jpg,png},b/*.{gif, webp} , c', ['a/*.{jpg,png}', 'b/*.{gif, webp}', 'c']],
    ['{a,b}/**', ['{a,b}/**']],
    ['{2025,2026}-*', ['{2025,2026}-*']],
    ['{open,*.jpg', ['{open', '*.jpg']],
  ])('takes "%s" as the globs %j', (typed, globs) => {
    expect(request({ include: typed }).source).toMatchObject({ include: globs });
    expect(request({ exclude: typed }).source).toMatchObject({ exclude: globs });
  });

  it('has no list of globs when none is typed', () => {
    expect(request({ include: ' , ', exclude: '' }).source).toEqual({ connection: '', prefix: '' });
  });

  it('has sides as numbers, however the field gives them', () => {
    expect(request({ maxWidth: '800', maxHeight: 600 }).compress).toMatchObject({ maxWidth: 800, maxHeight: 600 });
  });

  it('leaves the quality to the service when it is automatic', () => {
    expect(request({ autoQuality: true, quality: 60 }).compress).toMatchObject({ quality: 'auto' });
  });

  it('asks for AI when one of its two is wanted, in English when no language is given', () => {
    expect(request({ language: 'de', context: 'shoes' })).not.toHaveProperty('ai');
    expect(request({ altText: true }).ai).toEqual({ altText: true, seoRename: false, language: 'en' });
    expect(request({ seoRename: true, language: '', context: 'shoes' }).ai).toEqual({
      altText: false,
      seoRename: true,
      language: 'en',
      context: 'shoes',
    });
  });

  it('places a watermark when its key is given', () => {
    expect(request({ watermarkScale: 30 })).not.toHaveProperty('watermark');
    expect(request({ watermarkKey: 'mark.png', watermarkOpacity: 0, watermarkPosition: 'TL' }).watermark).toEqual({
      key: 'mark.png',
      scale: 20,
      opacity: 0,
      position: 'TL',
    });
  });

  it('runs as many as fit when that is wanted', () => {
    expect(request({ partial: true })).toMatchObject({ onInsufficientCredits: 'partial' });
  });
});
