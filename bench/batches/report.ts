import type { Measured } from './measure.ts';
import type { Side, Took } from './side.ts';

/** A median with the lowest and the highest it is the median of. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

/** What was measured on one workload. */
export interface Figures {
  workload: string;
  images: number;
  megapixels: number;
  megabytes: number;
  sides: {
    name: Side['name'];
    imagesPerSecond: Spread;
    megapixelsPerSecond: number;
    /** Of images/s, against the bare loop of the same round. */
    ratio: Spread;
  }[];
  /** Milliseconds that one image takes longer through the service than through the loop with the same engine. */
  serviceMsPerImage: Spread;
  /** Milliseconds `POST /api/batches` took. */
  submitMs: Spread;
}

export function figuresOf({ workload, sides }: Measured): Figures {
  const images = workload.keys.length;
  const rounds = (name: Side['name']) => sides.find((side) => side.name === name)?.rounds ?? [];
  const [bare, engine, service] = [rounds('bare loop'), rounds('engine loop'), rounds('service')];
  return {
    workload: workload.name,
    images,
    megapixels: round(workload.megapixels, 1),
    megabytes: round(workload.megabytes, 1),
    sides: sides.map(({ name, rounds: own }) => ({
      name,
      imagesPerSecond: spread(own.map(({ seconds }) => images / seconds)),
      megapixelsPerSecond: round(workload.megapixels / spread(own.map(({ seconds }) => seconds)).median, 1),
      ratio: spread(
        pairs(bare, own, (reference, took) => reference.seconds / took.seconds),
        3,
      ),
    })),
    serviceMsPerImage: spread(pairs(engine, service, (loop, took) => ((took.seconds - loop.seconds) / images) * 1000)),
    submitMs: spread(service.map(({ submitMs = 0 }) => submitMs)),
  };
}

export function table(all: Figures[]): string {
  const lines = all.flatMap((figures) => [
    '',
    `${figures.images} ${figures.workload}, ${figures.megapixels} megapixels, ${figures.megabytes} MB`,
    row('', 'images/s', 'spread', 'MP/s', 'ratio', 'spread'),
    ...figures.sides.map(({ name, imagesPerSecond, megapixelsPerSecond, ratio }) =>
      row(
        name,
        show(imagesPerSecond.median),
        range(imagesPerSecond),
        show(megapixelsPerSecond),
        show(ratio.median),
        range(ratio),
      ),
    ),
    `service, over the engine loop: ${show(figures.serviceMsPerImage.median)} ms an image (${range(figures.serviceMsPerImage)})`,
    `POST /api/batches: ${show(figures.submitMs.median)} ms (${range(figures.submitMs)})`,
  ]);
  return lines.join('\n');
}

function pairs(first: Took[], second: Took[], compare: (a: Took, b: Took) => number): number[] {
  return first.flatMap((took, index) => {
    const other = second[index];
    return other ? [compare(took, other)] : [];
  });
}

function spread(values: number[], digits = 2): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (position: number) => round(sorted[position] ?? 0, digits);
  return { median: at(Math.floor(sorted.length / 2)), least: at(0), most: at(sorted.length - 1) };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function row(name: string, ...cells: string[]): string {
  return name.padEnd(13) + cells.map((cell) => cell.padStart(15)).join('');
}

function range({ least, most }: Spread): string {
  return `${show(least)} to ${show(most)}`;
}

function show(value: number): string {
  return value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);
}
