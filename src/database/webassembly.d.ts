/** The part of the platform's WebAssembly that the schema engine needs; Node's own types leave it to `lib.dom`. */
declare namespace WebAssembly {
  function instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>;
}
