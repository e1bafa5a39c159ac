import type { Context, Span as OtelSpan, Tracer } from '@opentelemetry/api';
import { unlessLate } from '../common/time-limit.js';
import type { TraceSettings } from '../config/operating-settings.js';

/** A span under way. */
export interface Span {
  traceId: string;
  /** What others need to go on with the trace; null when it is not one of those that are kept. */
  traceparent: string | null;
  /** As it is handed to what belongs below it. */
  context: Context;
  fail(error: unknown): void;
  end(attributes?: Record<string, string | number>): void;
}

type Api = typeof import('@opentelemetry/api');

/** The whole process makes traces or none of it does, as its log is one for the whole process. */
let tracing: { api: Api; tracer: Tracer } | null = null;

/** W3C Trace Context: version, trace, parent, flags. */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const SAMPLED = 1;
const SEND_EVERY_MS = 1_000;
/** For the spans that were not sent yet when a process ends. */
const LAST_WORDS_MS = 2_000;

/**
 * Makes spans from here on and sends them in batches over OTLP/HTTP. OpenTelemetry is loaded only here.
 * @returns sends what is left, and ends it
 */
export async function startTracing({ endpoint, ratio }: TraceSettings, service: string): Promise<() => Promise<void>> {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    // By the trace's id alone, so that all processes keep the same traces.
    sampler: new sdk.TraceIdRatioBasedSampler(ratio),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter, scheduledDelayMillis: SEND_EVERY_MS })],
  });
  tracing = { api, tracer: provider.getTracer('fluxbatch') };
  return async () => {
    tracing = null;
    // Who receives them may be away; stopping must not wait for that, or fail.
    await unlessLate(provider.shutdown(), AbortSignal.timeout(LAST_WORDS_MS));
  };
}

/** Begins a span below another one or a `traceparent`; below null it begins a trace. Null while no traces are made. */
export function beginSpan(name: string, attributes: object, above: Span | string | null): Span | null {
  if (!tracing) return null;
  const { api, tracer } = tracing;
  const parent = typeof above === 'string' ? remoteContext(api, above) : (above?.context ?? api.ROOT_CONTEXT);
  const span = tracer.startSpan(name, { attributes: { ...attributes } }, parent);
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceId,
    traceparent: traceFlags & SAMPLED ? `00-${traceId}-${spanId}-01` : null,
    context: api.trace.setSpan(parent, span),
    fail: (error) => failed(api, span, error),
    end(more = {}) {
      span.setAttributes(more);
      span.end();
    },
  };
}

/** A caller's that is malformed begins a trace of its own. */
function remoteContext(api: Api, traceparent: string): Context {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? [];
  if (!traceId || !spanId || !flags) return api.ROOT_CONTEXT;
  const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & SAMPLED, isRemote: true };
  return api.isSpanContextValid(remote) ? api.trace.setSpanContext(api.ROOT_CONTEXT, remote) : api.ROOT_CONTEXT;
}

/** What an error says may hold an address or a key of somebody's; its name does not. */
function failed(api: Api, span: OtelSpan, error: unknown): void {
  span.setStatus({ code: api.SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'Error' });
}
