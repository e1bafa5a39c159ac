/** Calls a second that `clients` callers reach together in `seconds`, each beginning its next call when one is answered. */
export async function rate(
  clients: number,
  seconds: number,
  call: (client: number) => Promise<unknown>,
): Promise<number> {
  const began = performance.now();
  const until = began + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < until) {
        await call(client);
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - began) / 1000);
}

/** One thing measured against the least that could do its job. */
export interface Comparison {
  name: string;
  /** Calls a second, median of the rounds. */
  perSecond: number;
  reference: string;
  referencePerSecond: number;
  /** Median of the rounds' own ratios. */
  ratio: number;
}

/** Runs both in turns, so that whatever slows the machine for a while slows both. */
export async function compare(
  name: string,
  measured: () => Promise<number>,
  reference: string,
  bare: () => Promise<number>,
  rounds = 5,
): Promise<Comparison> {
  const own: number[] = [];
  const least: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    least.push(await bare());
    own.push(await measured());
  }
  const ratios = own.map((value, index) => value / (least[index] ?? Infinity));
  return {
    name,
    perSecond: Math.round(median(own)),
    reference,
    referencePerSecond: Math.round(median(least)),
    ratio: Number(median(ratios).toFixed(2)),
  };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
