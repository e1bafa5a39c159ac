import type { NewBatch } from '../../../api/types';

/** What the wizard has been told so far; texts as they stand in the fields. */
export interface Plan {
  connection: string;
  prefix: string;
  include: string;
  exclude: string;
  format: NonNullable<NonNullable<NewBatch['compress']>['format']>;
  quality: number;
  autoQuality: boolean;
  maxWidth: string | number;
  maxHeight: string | number;
  metadata: 'strip' | 'keep' | 'copyright';
  target: string;
  overwrite: boolean;
  altText: boolean;
  seoRename: boolean;
  language: string;
  context: string;
  watermarkKey: string;
  watermarkScale: number;
  watermarkOpacity: number;
  watermarkPosition: NonNullable<NonNullable<NewBatch['watermark']>['position']>;
  partial: boolean;
}

export const NEW_PLAN: Plan = {
  connection: '',
  prefix: '',
  include: '',
  exclude: '',
  format: 'webp',
  quality: 82,
  autoQuality: false,
  maxWidth: '',
  maxHeight: '',
  metadata: 'strip',
  target: 'optimized/{path}{name}.{ext}',
  overwrite: false,
  altText: false,
  seoRename: false,
  language: 'en',
  context: '',
  watermarkKey: '',
  watermarkScale: 20,
  watermarkOpacity: 100,
  watermarkPosition: 'BR',
  partial: false,
};

/** The request that a plan means. */
export function requestOf(plan: Plan): NewBatch {
  const include = listed(plan.include);
  const exclude = listed(plan.exclude);
  const withAi = plan.altText || plan.seoRename;
  return {
    source: {
      connection: plan.connection,
      prefix: plan.prefix,
      ...(include.length > 0 && { include }),
      ...(exclude.length > 0 && { exclude }),
    },
    destination: { key: plan.target, overwrite: plan.overwrite },
    compress: {
      format: plan.format,
      quality: plan.autoQuality ? 'auto' : plan.quality,
      maxWidth: side(plan.maxWidth),
      maxHeight: side(plan.maxHeight),
      metadata: plan.metadata,
    },
    ...(plan.watermarkKey && {
      watermark: {
        key: plan.watermarkKey,
        scale: plan.watermarkScale,
        opacity: plan.watermarkOpacity,
        position: plan.watermarkPosition,
      },
    }),
    ...(withAi && {
      ai: {
        altText: plan.altText,
        seoRename: plan.seoRename,
        language: plan.language || 'en',
        ...(plan.context && { context: plan.context }),
      },
    }),
    onInsufficientCredits: plan.partial ? 'partial' : 'reject',
    dryRun: true,
  };
}

/** Globs between commas; a comma in braces, as in `*.{jpg,png}`, belongs to its glob. */
function listed(text: string): string[] {
  const globs = text.match(/(?:\{[^{}]*\}|[^,])+/g) ?? [];
  return globs.map((one) => one.trim()).filter(Boolean);
}

function side(value: string | number): number | null {
  return value === '' ? null : Number(value);
}
