import { Controller, Get } from '@nestjs/common';
import { CurrentCaller, type Caller } from '../common/http/callers.js';
import { CreditsService } from '../credits/credits.service.js';
import type { Usage } from '../credits/usage.js';
import { Database } from '../database/database.service.js';

@Controller('api/usage')
export class UsageController {
  constructor(
    private readonly credits: CreditsService,
    private readonly database: Database,
  ) {}

  @Get()
  usage(@CurrentCaller() { accountId }: Caller): Promise<Usage> {
    return this.credits.usage(this.database, accountId);
  }
}
