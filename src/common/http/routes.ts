import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ALSO_SUSPENDED, AUDIENCE, DEMANDS, type Audience, type Demand } from './callers.js';
import { takesIdempotencyKey } from './idempotency-key.js';

/** A route as its controller declares it: who may call it, and what it asks of them. */
export interface DeclaredRoute {
  method: string;
  /** The template, as Fastify names it: `/api/batches/:id`. */
  url: string;
  audience: Audience;
  demands: readonly Demand[];
  /** Whether it goes on for a session whose account is suspended. */
  alsoSuspended: boolean;
  /** Whether it can be repeated under an `Idempotency-Key`. */
  isRepeatable: boolean;
}

/** What is declared of each route of the controllers, to be looked up before any body is read. */
export class DeclaredRoutes {
  private readonly routes = new Map<string, DeclaredRoute>();

  constructor(container: ModulesContainer) {
    const scanner = new MetadataScanner();
    for (const { controllers } of container.values()) {
      for (const { metatype } of controllers.values()) {
        const controller = metatype as Type<object>;
        const prototype = controller.prototype as Record<string, object>;
        for (const name of scanner.getAllMethodNames(prototype)) this.add(controller, name, prototype[name] ?? {});
      }
    }
  }

  /** Undefined for what no controller answers: an unknown address, a file, the API's description. */
  of(method: string, url: string | undefined): DeclaredRoute | undefined {
    return this.routes.get(`${method === 'HEAD' ? 'GET' : method} ${url}`);
  }

  private add(controller: object, name: string, handler: object): void {
    const own = Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined;
    if (own === undefined) return;
    const declared = <T>(key: string) =>
      (Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller)) as T | undefined;
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
    const audience = declared<Audience>(AUDIENCE) ?? 'account';
    const demands = declared<Demand[]>(DEMANDS) ?? [];
    const alsoSuspended = declared<boolean>(ALSO_SUSPENDED) ?? false;
    const isRepeatable = takesIdempotencyKey(controller, name);
    for (const above of [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat()) {
      for (const path of [own].flat()) {
        const url = `/${[above, path]
          .flatMap((part) => part.split('/'))
          .filter(Boolean)
          .join('/')}`;
        this.routes.set(`${method} ${url}`, { method, url, audience, demands, alsoSuspended, isRepeatable });
      }
    }
  }
}
