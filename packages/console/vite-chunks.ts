import type { Plugin } from 'vite';

// What every page needs comes in few files: each file costs a request, and small ones compress badly. Only what the first
// page needs anyway may stand here, with what that needs itself; e2e/first-load.journey.ts watches over the sum.
const VENDOR =
  /node_modules\/(?:@vue|vue|vue-router|vue-i18n|@intlify|@apollo|graphql|graphql-ws|rxjs|tslib|@wry|optimism)\//;
const ELEMENT =
  /element-plus\/(?:es\/(?:components\/(?:badge|button|collection|config-provider|dropdown|focus-trap|form\/src\/(?:hooks|constants)|icon|overlay|popover|popper|progress|roving-focus-group|scrollbar|slot|tag|tooltip|tooltip-v2))|theme-chalk\/(?:base|dark\/css-vars|el-(?:badge|config-provider|button|button-group|dropdown|dropdown-menu|dropdown-item|popover|popper|progress|scrollbar|tag|tooltip))\.css)/;
/** Labels of codes, which the words of all languages have. */
const CODES = /packages\/shared\/src\/(?:[\w-]+\/[\w-]+\.codes|customer\/code-list|facts\/field-labels)\.ts/;
/** What every page needs of our own. */
export const FRAME =
  /virtual:frame-operation\/|packages\/console\/src\/(?:app\/(?!CommandPalette|use-command|palette|NotFound|[\w-]*messages)|gql\/|platform\/(?!echarts)|ui\/(?:EmptyState|ErrorState|ForbiddenState|QueryState|PageHeader|SkeletonTable|StatusBanner|TimeText|use-breadcrumb)|features\/(?:[\w-]+\/(?:index|paths)\.ts|break-glass\/(?:BreakGlassBanner|use-)|operations\/(?:JobProgress|OpenAlarms|use-job|use-job-note)|access\/use-sign-out))/;

/** How the built console is cut into files, for `build.rolldownOptions.output.codeSplitting`. */
export const chunks = {
  includeDependenciesRecursively: true,
  groups: [
    { name: 'vendor', test: VENDOR, priority: 3 },
    { name: 'element', test: ELEMENT, priority: 2 },
    { name: 'frame', test: new RegExp(`${FRAME.source}|${CODES.source}`), priority: 1 },
  ],
};

/** Fails the build when two files need each other: which of them runs first is then chance, and pages stay white. */
export function noCircles(): Plugin {
  return {
    name: 'no-circles',
    generateBundle(_options, bundle) {
      const done = new Set<string>();
      const visit = (name: string, path: readonly string[]): void => {
        if (path.includes(name)) this.error(`These files need each other: ${[...path, name].join(' → ')}`);
        const file = bundle[name];
        if (done.has(name) || file?.type !== 'chunk') return;
        for (const next of file.imports) visit(next, [...path, name]);
        done.add(name);
      };
      for (const name of Object.keys(bundle)) visit(name, []);
    },
  };
}
