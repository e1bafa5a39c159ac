import { Controller, Get, Param, Redirect } from '@nestjs/common';
import { CurrentCaller, type Caller } from '../../common/http/callers.js';
import { PicturesService } from './pictures.service.js';

/** Links to an image before and after. Both redirect to the bucket; no bytes pass through the service. */
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
