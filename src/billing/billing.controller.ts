import { Body, Controller, Get, HttpCode, Param, Post, Query, Redirect, Req } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { CurrentCaller, Demands, isConfirmed, type Caller, type CallerRequest } from '../common/http/callers.js';
import { ApiError } from '../common/errors.js';
import { changePreview, ChangePreviewService } from './change-preview.service.js';
import { CheckoutService } from './checkout.service.js';
import { PortalService } from './portal.service.js';
import {
  checkoutRequest,
  planRequest,
  redirectResponse,
  topupSize,
  type CheckoutRequest,
  type PlanRequest,
} from './purchase.js';
import { busyWhenAway } from './stripe-client.service.js';

/** Who pays and what for is an owner's to decide, as who has access is. */
@Demands('owner', 'confirmation')
@Controller('api/billing')
export class BillingController {
  constructor(
    private readonly checkout: CheckoutService,
    private readonly portal: PortalService,
    private readonly previews: ChangePreviewService,
  ) {}

  @Post('checkout')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: redirectResponse })
  buy(@CurrentCaller() { accountId }: Caller, @Body({ schema: checkoutRequest }) body: CheckoutRequest) {
    return this.checkout.begin(accountId, body).catch(busyWhenAway);
  }

  /** What a plan gives and costs, before it is chosen: changes nothing. */
  @Demands('owner')
  @Get('preview')
  @ApiOkResponse({ standardSchema: changePreview })
  preview(@CurrentCaller() { accountId }: Caller, @Query({ schema: planRequest }) request: PlanRequest) {
    return this.previews.of(accountId, request).catch(busyWhenAway);
  }

  @Post('portal')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: redirectResponse })
  manage(@CurrentCaller() { accountId }: Caller) {
    return this.portal.open(accountId).catch(busyWhenAway);
  }

  /** What `topups` of the usage names: opened by a person, it leads on to the checkout, or first to the page that asks them to confirm. */
  @Demands('owner')
  @Get('topups/:size')
  @Redirect('', 303)
  async topup(
    @CurrentCaller() { accountId }: Caller,
    @Req() { signedIn }: CallerRequest,
    @Param('size') given: string,
  ): Promise<{ url: string }> {
    const size = topupSize.safeParse(given);
    if (!size.success) throw new ApiError('not_found');
    if (!isConfirmed(signedIn)) return { url: '/billing' };
    return this.checkout.begin(accountId, { topup: size.data }).catch(busyWhenAway);
  }
}
