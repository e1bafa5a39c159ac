import { Body, Controller, Param, Patch } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { keyResponse } from '../accounts/account-responses.js';
import { keyChange, type KeyChange, type KeyView } from '../accounts/key-schema.js';
import { CurrentCaller, Demands, type Caller } from '../common/http/callers.js';
import { KeyBudgetsService } from './key-budgets.service.js';

/** Beside the routes of keys themselves: what a key may use is a matter of credits. */
@Demands('owner', 'confirmation')
@Controller('api/keys')
export class KeyBudgetsController {
  constructor(private readonly budgets: KeyBudgetsService) {}

  @Patch(':id')
  @ApiOkResponse({ standardSchema: keyResponse })
  change(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: keyChange }) { budget }: KeyChange,
  ): Promise<KeyView> {
    return this.budgets.change(caller, id, budget);
  }
}
