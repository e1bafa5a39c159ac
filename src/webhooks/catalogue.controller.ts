import { Controller, Get } from '@nestjs/common';
import { ForAnybody } from '../common/http/callers.js';
import { eventCatalogue } from '../events/event-schemas.js';

@ForAnybody()
@Controller('api/webhooks/events')
export class CatalogueController {
  private readonly catalogue = { data: eventCatalogue(), next: null };

  /** Every event as JSON Schema with an example: what programs generate their types from. */
  @Get()
  list() {
    return this.catalogue;
  }
}
