/**
 * The floors of the house (docs/architecture.md): a file may import its own folder and folders on lower floors.
 * Folders on one floor do not see each other, nothing goes in circles, and each vendor has one door.
 */
const FLOORS = [
  ['config', 'common'],
  ['observability', 'redis'],
  ['images', 'ai', 'queue', 'database', 'outbound', 'limits', 'mail'],
  ['events', 'faults', 'journal'],
  ['accounts', 'storage'],
  ['credits', 'webhooks'],
  ['batches', 'billing', 'usage', 'sealing'],
  ['compress', 'scheduler', 'operator', 'dashboard'],
];

/** The floors inside `src/batches`: its plain types at the bottom, then rows and results, then the stages of a batch. */
const BATCH_FLOORS = [
  ['model'],
  ['ceiling', 'rows', 'results'],
  ['reading', 'retention'],
  ['admission', 'description', 'settlement'],
  ['expansion', 'uploads'],
  ['work', 'control'],
  ['dispatch'],
];

/** Packages that only one folder may touch. `dev` looks at the pictures that OpenAI's stand-in is sent, and starts the servers. */
const DOORS = {
  sharp: ['images', 'dev'],
  openai: ['ai'],
  bull: ['queue'],
  '@nestjs/bull': ['queue'],
  '@aws-sdk/': ['storage'],
  '@smithy/': ['storage'],
  '@prisma/': ['database'],
  pg: ['database', 'dev'],
  stripe: ['billing'],
  // The limits only name a script of theirs in its types.
  ioredis: ['redis', 'limits'],
  'prom-client': ['observability'],
  '@opentelemetry/': ['observability'],
  'better-auth': ['accounts'],
  '@zxcvbn-ts/': ['accounts'],
  '@simplewebauthn/': ['accounts'],
  otpauth: ['accounts'],
  'openid-client': ['accounts'],
  nodemailer: ['mail'],
  '@fastify/busboy': ['compress'],
  undici: ['webhooks', 'outbound'],
};

const anyOf = (folders) => `^src/(${folders.join('|')})/`;

const floorRules = FLOORS.flatMap((folders, floor) =>
  folders.map((folder) => {
    const above = [
      ...FLOORS.slice(floor)
        .flat()
        .filter((other) => other !== folder),
      'dev',
      'cli',
    ];
    // config may know the errors' words in common and common the plans' words in config: they share the ground floor.
    const forbidden = above.filter((other) => !(folder === 'common' && other === 'config'));
    return {
      name: `floor-of-${folder}`,
      comment: `${folder} stands on floor ${floor + 1}: it may import lower floors only`,
      severity: 'error',
      from: { path: anyOf([folder]), pathNot: '\\.spec\\.ts$' },
      to: { path: `${anyOf(forbidden)}|^src/[^/]+\\.ts$` },
    };
  }),
);

const batchRules = BATCH_FLOORS.flatMap((folders, floor) =>
  folders.map((folder) => ({
    name: `batches-floor-of-${folder}`,
    comment: `${folder} is on floor ${floor + 1} of batches: it may import lower floors only`,
    severity: 'error',
    from: { path: `^src/batches/${folder}/` },
    to: {
      path: `^src/batches/(${BATCH_FLOORS.slice(floor).flat().join('|')}|[^/]+\\.ts$)`,
      pathNot: `^src/batches/${folder}/`,
    },
  })),
);

const doorRules = Object.entries(DOORS).map(([vendor, folders]) => ({
  name: `one-door-to-${vendor.replace(/\W/g, '')}`,
  severity: 'error',
  from: { path: '^src/', pathNot: `${anyOf(folders)}|\\.spec\\.ts$` },
  to: { path: `node_modules/${vendor}${vendor.endsWith('/') ? '' : '/'}` },
}));

/** The floors of the dashboard, web/src. It knows the service by the generated types in openapi/ and by nothing else. */
const WEB_FLOORS = [['api', 'words'], ['parts'], ['pages'], ['app']];

const webFloorRules = WEB_FLOORS.flatMap((folders, floor) =>
  folders.map((folder) => ({
    name: `floor-of-web-${folder}`,
    comment: `web/src/${folder} stands on floor ${floor + 1} of the dashboard: it may import lower floors only`,
    severity: 'error',
    from: { path: `^web/src/${folder}/` },
    to: {
      path: `^web/src/((${WEB_FLOORS.slice(floor).flat().join('|')})/|[^/]+$)`,
      pathNot: `^web/src/${folder}/`,
    },
  })),
);

const webRules = [
  ...webFloorRules,
  {
    name: 'the-dashboard-knows-the-api-alone',
    severity: 'error',
    from: { path: '^web/' },
    to: { dependencyTypes: ['local'], pathNot: '^(web|openapi)/' },
  },
  {
    name: 'nothing-imports-the-dashboard',
    severity: 'error',
    from: { pathNot: '^web/' },
    to: { path: '^web/' },
  },
  {
    name: 'one-door-to-the-api-types',
    severity: 'error',
    from: { pathNot: '^(web/src/api|src/cli)/' },
    to: { path: '^openapi/|node_modules/openapi-fetch/' },
  },
  {
    name: 'a-page-does-not-see-another',
    comment: 'What two pages share is a part',
    severity: 'error',
    from: { path: '^web/src/pages/([^/]+)/' },
    to: { path: '^web/src/pages/', pathNot: '^web/src/pages/$1/' },
  },
  {
    name: 'no-unused-file-in-the-dashboard',
    comment: 'What is not reached from main.tsx is in no build',
    severity: 'error',
    from: { path: '^web/src/main\\.tsx$' },
    to: { path: '^web/src/', pathNot: '\\.(spec|d)\\.ts$', reachable: false },
  },
];

export default {
  forbidden: [
    ...floorRules,
    ...batchRules,
    ...doorRules,
    ...webRules,
    {
      name: 'other-rooms-use-the-index-of-batches',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(batches|dev)/|\\.spec\\.ts$' },
      to: { path: '^src/batches/', pathNot: '^src/batches/index\\.ts$' },
    },
    {
      name: 'a-rooms-sql-is-its-own',
      comment:
        'rooms call what others export; the audit, sealed columns, faults and the parts of the outbox are made for others',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '^src/dev/' },
      to: {
        path: '\\.sql\\.ts$',
        pathNot:
          '^src/$1/|^src/database/|/audit\\.sql\\.ts$|^src/(events/outbox|faults/faults)\\.sql\\.ts$|^src/(storage/connections|webhooks/endpoints|accounts/factors/second-factors)\\.sql\\.ts$',
      },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'the-command-line-knows-the-api-alone',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/cli/' },
    },
    {
      name: 'embedded-parts-stay-in-development',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(dev/|main\\.ts$)' },
      to: { path: '^src/dev/' },
    },
    {
      name: 'the-service-knows-nothing-of-what-stands-beside-it',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(bench|stand-ins|examples|dist)/' },
    },
    {
      name: 'beside-the-service-its-build-alone',
      comment: 'a class of src would run beside the same class of dist: import #service/… instead',
      severity: 'error',
      from: { path: '^(bench|stand-ins|examples)/' },
      to: { path: '^(src|test|web)/' },
    },
    {
      name: 'stand-ins-know-nobody',
      severity: 'error',
      from: { path: '^stand-ins/' },
      to: { path: '^(bench|examples|dist)/' },
    },
    {
      name: 'examples-are-programs-outside',
      comment:
        'they start the service, and then know no more of it than its answers; the look of a terminal they share with the cli',
      severity: 'error',
      from: { path: '^examples/' },
      to: {
        path: '^(bench|stand-ins|dist)/',
        pathNot: '^dist/(app|database/migrate|config/[a-z-]+|dev/[a-z-]+|cli/[a-z-]+)\\.(js|d\\.ts)$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-development-packages-in-production',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/dev/|\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'one that another package brought along goes when that package no longer needs it',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        path: '^(src|web)/',
        orphan: true,
        pathNot: '\\.(spec|d)\\.ts$|^src/main\\.ts$|^src/database/generated/|^web/public/',
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/|^dist/' },
    exclude: { path: '^src/database/generated/|^web/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
