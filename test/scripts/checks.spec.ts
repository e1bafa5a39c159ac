import { PlantedFaults, type CheckEnd } from '../support/planted-faults.js';

/** A line of source in a place where it may not stand, and the rule and the target that dependency-cruiser must name. */
const WRONG_IMPORTS: [file: string, code: string, violation: string][] = [
  [
    'web/src/pages/keys/keys.tsx',
    "import '../../../../src/common/ids';",
    'the-dashboard-knows-the-api-alone: web/src/pages/keys/keys.tsx → src/common/ids.ts',
  ],
  [
    'web/vite.config.ts',
    "import '../src/config/plans';",
    'the-dashboard-knows-the-api-alone: web/vite.config.ts → src/config/plans.ts',
  ],
  [
    'src/cli/types.ts',
    "import type {} from '../../web/src/api/types';",
    'nothing-imports-the-dashboard: src/cli/types.ts → web/src/api/types.ts',
  ],
  [
    'src/common/ids.ts',
    "import type {} from '../../openapi/types';",
    'one-door-to-the-api-types: src/common/ids.ts → openapi/types.d.ts',
  ],
  [
    'web/src/parts/meter.tsx',
    "import '../app/theme';",
    'floor-of-web-parts: web/src/parts/meter.tsx → web/src/app/theme.ts',
  ],
  [
    'web/src/pages/home/saved.tsx',
    "import '../billing/plans';",
    'a-page-does-not-see-another: web/src/pages/home/saved.tsx → web/src/pages/billing/plans.ts',
  ],
  [
    'src/batches/reading/read.sql.ts',
    "import '../admission/admission.sql.js';",
    'batches-floor-of-reading: src/batches/reading/read.sql.ts → src/batches/admission/admission.sql.ts',
  ],
  [
    'src/operator/operator.module.ts',
    "import '../batches/control/pause.service.js';",
    'other-rooms-use-the-index-of-batches: src/operator/operator.module.ts → src/batches/control/pause.service.ts',
  ],
  ['web/src/words/common.ts', "import './home';", 'no-circles: web/src/words/'],
  [
    'web/src/parts/forgotten.ts',
    "export { words } from '../words';",
    'no-unused-file-in-the-dashboard: web/src/parts/forgotten.ts',
  ],
  [
    'src/common/http/routes.ts',
    "import type {} from 'find-my-way';",
    'no-undeclared-packages: src/common/http/routes.ts → ',
  ],
];

const WRONG_TYPE = {
  file: 'web/src/pages/keys/new-key.tsx',
  code: "export const planted = (key: import('../../api/types').Key) => key.wrongProperty;",
};
const WRONG_HOOK = {
  file: 'web/src/parts/drop-area.tsx',
  code: 'export function Planted({ on }: { on: boolean }) {\n  if (on) useState(1);\n  return null;\n}',
};

describe('the checks of npm test', () => {
  let faults: PlantedFaults;
  let ends: { floors: CheckEnd; types: CheckEnd; lint: CheckEnd };
  beforeAll(async () => {
    faults = await PlantedFaults.open();
    for (const [file, code] of WRONG_IMPORTS) await faults.plant({ file, code });
    await faults.plant(WRONG_TYPE);
    await faults.plant(WRONG_HOOK);
    const [floors, types, lint] = await Promise.all([
      faults.check('floors'),
      faults.check('types of the dashboard'),
      faults.check('lint'),
    ]);
    ends = { floors, types, lint };
  });
  afterAll(() => faults.close());

  it.each(WRONG_IMPORTS)('find, in %s, %s', (_, __, violation) => {
    expect(ends.floors.passed).toBe(false);
    expect(ends.floors.output).toContain(`error ${violation}`);
  });

  it('find no wrong import where none was planted', () => {
    expect(ends.floors.output.match(/^ *error /gm)).toHaveLength(WRONG_IMPORTS.length);
  });

  it('find a wrong type in the dashboard, where it was planted and nowhere else', () => {
    expect(ends.types.passed).toBe(false);
    const errors = ends.types.output.split('\n').filter((line) => line.includes('error TS'));
    expect(errors).toEqual([
      expect.stringMatching(/^web\/src\/pages\/keys\/new-key\.tsx.*'wrongProperty' does not exist/),
    ]);
  });

  it('find a hook of React that is called only sometimes', () => {
    expect(ends.lint.passed).toBe(false);
    expect(ends.lint.output).toContain('react-hooks(rules-of-hooks)');
  });
});
