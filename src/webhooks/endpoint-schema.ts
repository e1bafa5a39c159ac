import { z } from 'zod';
import { plainText } from '../common/http/validation.js';
import { EVENT_TYPES, type EventType } from '../events/catalogue.js';
import { endpointUrl } from '../events/endpoints.js';

/** `POST /api/webhooks`; without `events` the endpoint gets all of them. */
export const newEndpoint = z.strictObject({
  url: endpointUrl,
  events: z.array(z.enum(EVENT_TYPES)).min(1).optional(),
  description: plainText(200).optional(),
});
export type NewEndpoint = z.infer<typeof newEndpoint>;

export interface EndpointView {
  id: string;
  url: string;
  events: EventType[];
  description: string | null;
  createdAt: string;
}
