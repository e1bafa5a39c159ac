import { Controller, Get, Param, Redirect } from '@nestjs/common';
import { CurrentCaller, type Caller } from '../../common/http/callers.js';
import { PicturesService } from './pictures.service.js';

/** An image as it was and as it became, for whoever looks: both lead to the bucket itself, nothing passes through here. */
@Controller('api/images')
export class PicturesController {
  constructor(private readonly pictures: PicturesService) {}

  @Get(':id/source')
  @Redirect('', 302)
  async source(@CurrentCaller() { accountId }: Caller, @Param('id') id: string): Promise<{ url: string }> {
    return { url: await this.pictures.source(accountId, id) };
  }

  @Get(':id/result')
  @Redirect('', 302)
  async result(@CurrentCaller() { accountId }: Caller, @Param('id') id: string): Promise<{ url: string }> {
    return { url: await this.pictures.result(accountId, id) };
  }
}
