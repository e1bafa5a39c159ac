/**
 * The newest result of an image's source whose place was chosen with the result, of a batch before that asked for the
 * same in the same place; as JSON, or null. @param image, batch names of the rows
 */
export function earlierResult(image: string, batch: string): string {
  const same = [
    'source_connection_id',
    'destination_connection_id',
    "request -> 'destination' ->> 'key'",
    "request ->> 'compress'",
  ];
  return `(SELECT json_build_object('target', e.target_key, 'altText', e.alt_text, 'seoName', e.seo_name)
     FROM images e JOIN batches eb ON eb.id = e.batch_id
     WHERE e.account_id = ${image}.account_id AND e.key = ${image}.key AND e.batch_id < ${image}.batch_id AND e.named_by_result
       AND ${same.map((field) => `(eb.${field}) = (${batch}.${field})`).join(' AND ')}
     ORDER BY e.batch_id DESC LIMIT 1)`;
}
