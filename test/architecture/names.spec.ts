import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const SOURCES = join(import.meta.dirname, '../../src');
/** What Nest calls an injectable by its role; anything else is a service. `figures` are a room's numbers in the metrics. */
const ROLES = ['guard', 'interceptor', 'filter', 'pipe'];

const injectables = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|^database\/generated/.test(file))
  .flatMap((file) => {
    const classes = readFileSync(join(SOURCES, file), 'utf8').matchAll(
      /^@Injectable\(\)\n(?:@.*\n)*export class (\w+)/gm,
    );
    return [...classes].map(([, name = '']) => ({ file: basename(file), name }));
  });

/** `ImagesEndService` stands in `images-end.service.ts`, `CallerGuard` in `caller.guard.ts`, `ImageFigures` in `image-figures.ts`. */
function fileOf(name: string): string {
  const words = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
  return `${words.replace(new RegExp(`-(service|${ROLES.join('|')})$`), '.$1')}.ts`;
}

describe('names of injectables', () => {
  it('end with what they are, as Nest has it', () => {
    const role = new RegExp(
      `(Service|Figures|${ROLES.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('|')})$`,
    );
    expect(injectables.filter(({ name }) => !role.test(name))).toEqual([]);
    expect(injectables.length).toBeGreaterThan(80);
  });

  it('are those of their files', () => {
    expect(injectables.filter(({ file, name }) => fileOf(name) !== file)).toEqual([]);
  });
});
