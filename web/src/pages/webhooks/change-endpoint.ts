import { answer, api } from '../../api/client';
import { queryClient } from '../../api/queries';
import type { EventType } from '../../api/types';

export interface EndpointChange {
  url?: string;
  events?: EventType[] | null;
  description?: string | null;
  /** `false` also brings back one that was disabled. */
  paused?: boolean;
}

export async function changeEndpoint(id: string, body: EndpointChange): Promise<void> {
  await answer(api.PATCH('/api/webhooks/{id}', { params: { path: { id } }, body }));
  await queryClient.invalidateQueries({ queryKey: ['webhooks'] });
}
