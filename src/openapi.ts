import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ERRORS } from './common/errors.js';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { eventWebhooks } from './events/open-api.js';

/** What every error looks like. */
const REFUSAL = {
  type: 'object',
  required: ['error', 'code'],
  properties: { error: { type: 'string' }, code: { type: 'string', enum: Object.keys(ERRORS) } },
  additionalProperties: true,
};

/** Serves the OpenAPI document at `/api/openapi.json` and a readable page at `/api/docs`: calls, and messages of webhooks. */
export function serveOpenApi(app: NestFastifyApplication): void {
  const description = new DocumentBuilder()
    .setTitle('Fluxbatch')
    .setDescription(
      'Optimizes images in S3 in bulk. Errors are `{ error, code, ...details }`; docs/errors.md has them all.',
    )
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', description: 'An API key `flx_live_…`; on /api/admin the operator’s token' })
    .addCookieAuth('fluxbatch.session_token', { type: 'apiKey', in: 'cookie' }, 'session')
    .addSecurityRequirements('bearer')
    .addGlobalResponse({ status: 'default', description: 'A refusal', schema: REFUSAL })
    .addSecurityRequirements('session')
    .build();
  const document = () => ({ ...SwaggerModule.createDocument(app, description), webhooks: eventWebhooks() });
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/openapi.json', raw: ['json'] });
}
