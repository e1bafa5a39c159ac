import { eventCatalogue } from './event-schemas.js';

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});
const HEADERS = [
  header('webhook-id', 'The event’s id: the same on every attempt'),
  header('webhook-timestamp', 'When this attempt was made, in seconds since 1970'),
  header('webhook-signature', '`v1,<base64>`; two of them, parted by a space, while a new secret overlaps the old'),
  header('webhook-attempt', '1 for the first'),
];
const ANSWERS = {
  '2XX': { description: 'Taken' },
  '410': { description: 'Nobody is there any more: the endpoint is disabled' },
  default: { description: 'Tried again later, not before `Retry-After`' },
};

/** The catalogue as OpenAPI 3.1 has it: each event is a POST from us to a receiver. */
export function eventWebhooks(): Record<string, object> {
  return Object.fromEntries(
    eventCatalogue().map(({ type, description, schema, example }) => [
      type,
      {
        post: {
          tags: ['Webhook messages'],
          summary: description,
          security: [],
          parameters: HEADERS,
          requestBody: { required: true, content: { 'application/json': { schema, example } } },
          responses: ANSWERS,
        },
      },
    ]),
  );
}
