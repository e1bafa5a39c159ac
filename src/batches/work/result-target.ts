import type { Description } from '../../ai/description.js';
import { isUniqueViolation, type Sql } from '../../database/database.service.js';
import type { CompressedImage } from '../../images/compress-image.js';
import { chooseTarget } from './claim.sql.js';
import { LostClaim, type ClaimedImage } from './claimed-image.js';
import { numberedTarget, type TargetFacts } from '../target-key.js';

/**
 * Where the result goes: the target given at expansion, or one rendered from the result that no other image of the batch
 * has. @throws LostClaim
 */
export async function resultTarget(
  sql: Sql,
  image: ClaimedImage,
  { bytes, extension, out }: CompressedImage,
  ai: Description,
): Promise<string> {
  if (image.target_key !== null) return image.target_key;
  const facts: TargetFacts = { seoName: ai.seoName, width: out.width, height: out.height, bytes };
  const { key: template, overwrite = false } = image.request.destination;
  for (let ordinal = 1; ; ordinal += 1) {
    const target = numberedTarget(template, image.key, extension, facts, ordinal);
    try {
      const values = [image.id, image.attempts, target, ai.altText, ai.seoName, overwrite];
      const [row] = await sql.run<{ target_key: string | null }>(chooseTarget, values);
      if (!row) throw new LostClaim();
      if (row.target_key !== null) return target;
    } catch (error) {
      if (!isUniqueViolation(error, 'images_one_target')) throw error;
    }
  }
}
