import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiQuery } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ForAnybody } from '../../common/http/callers.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { relyingParty } from '../factors/relying-party.js';
import { AttemptsService } from '../people/attempts.service.js';
import { clientOf } from '../people/client.js';
import { setCookies } from '../people/cookies.js';
import { OidcSignInService, type Onward } from './oidc-sign-in.service.js';

const methodsResponse = z.object({
  oidc: z.object({ name: z.string() }).nullable().describe('The provider that people can sign in with'),
  passkeys: z.object({ origin: z.string() }).describe('The only pages at which passkeys are accepted'),
});

/** A browser's way to the provider and back. It is led on whatever happens, and never shown an answer for programs. */
@ForAnybody()
@Controller('api/auth')
export class OidcController {
  constructor(
    private readonly signIns: OidcSignInService,
    private readonly attempts: AttemptsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Ways to sign in beside a password. */
  @Get('methods')
  @ApiOkResponse({ standardSchema: methodsResponse })
  methods() {
    const { oidc, publicUrl } = this.settings;
    return { oidc: oidc && { name: oidc.name }, passkeys: { origin: relyingParty(publicUrl).origin } };
  }

  /** `again=true` has the provider ask who it is once more, as a confirmation. */
  @Get('oidc/start')
  @ApiQuery({ name: 'next', required: false })
  @ApiQuery({ name: 'again', required: false })
  @ApiFoundResponse({ description: 'To the provider' })
  async start(
    @Query('next') next: unknown,
    @Query('again') again: unknown,
    @Req() { ip }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const begin = () => this.signIns.start(typeof next === 'string' ? next : '/', again === 'true');
    await this.lead(reply, ip, begin);
  }

  @Get('oidc/callback')
  @ApiFoundResponse({ description: 'To a page of ours: the one that was asked for, or that for signing in' })
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { search } = new URL(request.url, this.settings.publicUrl);
    await this.lead(reply, request.ip, () => this.signIns.finish(search, clientOf(request)));
  }

  private async lead(reply: FastifyReply, network: string, go: () => Promise<Onward>): Promise<void> {
    const isAllowed = await this.attempts.take('factor', { network }).then(
      () => true,
      () => false,
    );
    const { url, cookies } = isAllowed ? await go() : { url: '/sign-in?oidc=busy', cookies: [] };
    setCookies(reply, cookies);
    await reply.redirect(url, 302);
  }
}
