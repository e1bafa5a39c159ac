/** One family of metrics as it was scraped. */
export interface Family {
  name: string;
  help: string;
  type: string;
  samples: { name: string; labels: Record<string, string>; value: number }[];
}

/** Reads the text format; throws at a line that is none of it. */
export function parseMetrics(text: string): Map<string, Family> {
  const families = new Map<string, Family>();
  let family: Family | undefined;
  for (const line of text.split('\n').filter((line) => line !== '')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === 'HELP') families.set(name, (family = { name, help: rest, type: '', samples: [] }));
    else if (kind === 'TYPE' && family?.name === name) family.type = rest;
    else family?.samples.push(parseSample(line));
  }
  return families;
}

function parseSample(line: string) {
  const [, name, labels = '', value] = /^([a-z_0-9]+)(?:\{(.*)\})? (\S+)$/i.exec(line) ?? [];
  if (!name || value === undefined) throw new Error(`Not a sample: ${line}`);
  const pairs = [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/gi)].map(([, label, word]) => [label, word]);
  return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
}

/** The sum of the samples of that name which have these labels; 0 when there is none. */
export function total(families: Map<string, Family>, name: string, labels: Record<string, string> = {}): number {
  const samples = [...families.values()].flatMap((family) => family.samples).filter((sample) => sample.name === name);
  return samples
    .filter((sample) => Object.entries(labels).every(([label, word]) => sample.labels[label] === word))
    .reduce((sum, { value }) => sum + value, 0);
}
