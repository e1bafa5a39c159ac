import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** Serves the OpenAPI document at `/api/openapi.json` and a readable page at `/api/docs`. */
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
    .addSecurityRequirements('session')
    .build();
  const document = () => SwaggerModule.createDocument(app, description);
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/openapi.json', raw: ['json'] });
}
