// What may import what; docs/architecture.md says why. A module sees only the modules above it, and only their doors.
const order = [
  'audit',
  'access',
  'dictionary',
  'custody',
  'privacy',
  'alarm',
  'customer',
  'relationship',
  'activity',
  'search',
  'ownership',
  'identity',
  'intake',
  'erasure',
  'upkeep',
  'segment',
  'insight',
  'engagement',
  'partner',
  'operations',
];

// Tests, and what serves only them.
const tests = ['/testing/', '/two-worlds/', '/attacks/', '\\.(test|fixture|factory)\\.ts$'];

const modules = '^packages/server/src/modules/';
const features = '^packages/console/src/features/';

const wrongWay = order.slice(0, -1).map((name, place) => ({
  name: `order-${name}`,
  comment: `${name} stands above the modules it imports here; what is above publishes an event instead.`,
  severity: 'error',
  from: { path: `${modules}${name}/` },
  to: { path: `${modules}(${order.slice(place + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Files that import each other in a circle can only be understood together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...wrongWay,
    {
      name: 'known-modules',
      comment: 'Every module has its place in the order at the top of .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: modules, pathNot: `${modules}(${order.join('|')})/` },
      to: {},
    },
    {
      name: 'server-doors',
      comment: 'A module is entered only through its index.ts, and by the programs of threads through its thread.ts.',
      severity: 'error',
      from: { path: `${modules}([^/]+)/` },
      to: { path: `${modules}[^/]+/`, pathNot: [`${modules}$1/`, `${modules}[^/]+/(index|thread)\\.ts$`] },
    },
    {
      name: 'app-is-below-all',
      comment: 'Nothing but the programs imports app/; the test kit does, to make the whole schema.',
      severity: 'error',
      from: { path: '^packages/server/src/(platform|modules)/', pathNot: tests },
      to: { path: '^packages/server/src/app/' },
    },
    {
      name: 'platform-knows-no-domain',
      comment: 'platform/ stands above every module.',
      severity: 'error',
      from: { path: '^packages/server/src/platform/', pathNot: tests },
      to: { path: modules },
    },
    {
      name: 'test-kit-only-in-tests',
      comment: 'Test kits, fixtures and factories are for tests and for one another.',
      severity: 'error',
      from: {
        path: '^packages/server/src/',
        pathNot: tests,
      },
      to: { path: tests },
    },
    {
      name: 'shared-stands-alone',
      comment: 'shared imports nothing of ours, nothing of Node and nothing of the browser: it runs in both.',
      severity: 'error',
      from: { path: '^packages/shared/src/', pathNot: '\\.test\\.ts$' },
      to: { path: ['^packages/(server|console)/', '^e2e/', '^(node:|bun:)'] },
    },
    {
      name: 'shared-uses-no-node',
      comment: 'shared runs in the browser as well.',
      severity: 'error',
      from: { path: '^packages/shared/src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'console-knows-no-server',
      comment: 'The console knows the server only through schema.graphql.',
      severity: 'error',
      from: { path: '^packages/console/' },
      to: { path: '^packages/server/' },
    },
    {
      name: 'server-knows-no-console',
      comment: 'The server knows nothing of the console.',
      severity: 'error',
      from: { path: '^packages/server/' },
      to: { path: '^packages/console/' },
    },
    {
      name: 'console-doors',
      comment: 'Of another feature, only index.ts and paths.ts.',
      severity: 'error',
      from: { path: `${features}([^/]+)/` },
      to: { path: `${features}[^/]+/`, pathNot: [`${features}$1/`, `${features}[^/]+/(index|paths)\\.ts$`] },
    },
    {
      name: 'console-layers',
      comment: 'platform/ and ui/ are used by the features and know none of them.',
      severity: 'error',
      from: { path: '^packages/console/src/(platform|ui)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/console/src/(features|app)/' },
    },
    {
      name: 'journeys-use-the-product',
      comment: 'The journeys see what a person sees; of our code they may import the vocabulary.',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^packages/(server|console)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^packages/console/src/gql/', '/dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
