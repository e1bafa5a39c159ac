import { Module } from '@nestjs/common';
import { EventsService } from './events.service.js';
import { NamedEndpoints } from './named-endpoints.service.js';

@Module({ providers: [EventsService, NamedEndpoints], exports: [EventsService, NamedEndpoints] })
export class EventsModule {}
