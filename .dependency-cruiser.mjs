/**
 * The floors of the house (docs/architecture.md): a file may import its own folder and folders on lower floors.
 * Folders on one floor do not see each other, nothing goes in circles, and each vendor has one door.
 */
const FLOORS = [
  ['config', 'common'],
  ['observability', 'redis'],
  ['images', 'ai', 'queue', 'database', 'outbound', 'limits', 'mail'],
  ['events', 'journal'],
  ['accounts', 'storage'],
  ['credits', 'webhooks'],
  ['batches', 'billing', 'usage'],
  ['compress', 'scheduler', 'operator', 'dashboard'],
];

/** Packages that only one folder may touch. `dev` makes pictures and plays the other side of S3 and OpenAI. */
const DOORS = {
  sharp: ['images', 'dev'],
  openai: ['ai'],
  bull: ['queue'],
  '@nestjs/bull': ['queue'],
  '@aws-sdk/': ['storage', 'dev'],
  '@prisma/': ['database'],
  pg: ['database', 'dev'],
  stripe: ['billing'],
  // The limits only name a script of theirs in its types.
  ioredis: ['redis', 'limits', 'dev'],
  'prom-client': ['observability'],
  '@opentelemetry/': ['observability'],
  'better-auth': ['accounts'],
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

const doorRules = Object.entries(DOORS).map(([vendor, folders]) => ({
  name: `one-door-to-${vendor.replace(/\W/g, '')}`,
  severity: 'error',
  from: { path: '^src/', pathNot: `${anyOf(folders)}|\\.spec\\.ts$` },
  to: { path: `node_modules/${vendor}${vendor.endsWith('/') ? '' : '/'}` },
}));

export default {
  forbidden: [
    ...floorRules,
    ...doorRules,
    {
      name: 'a-rooms-sql-is-its-own',
      comment:
        'rooms call what others export; the audit, sealed columns and the parts of the outbox are made for others',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '^src/dev/' },
      to: {
        path: '\\.sql\\.ts$',
        pathNot:
          '^src/$1/|^src/database/|/audit\\.sql\\.ts$|^src/events/outbox\\.sql\\.ts$|^src/(storage/connections|webhooks/endpoints)\\.sql\\.ts$',
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
      name: 'no-development-packages-in-production',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/dev/|\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.(spec|d)\\.ts$|^src/main\\.ts$|^src/database/generated/' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/database/generated/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
