import type { Plugin } from 'vite';

// What every page needs comes in few files: each file costs a request, and small ones compress badly. Only what the first
// page needs anyway may stand here; e2e/first-load.journey.ts watches over the sum.
const VENDOR =
  /node_modules\/(?:@vue|vue|vue-router|vue-i18n|@intlify|@apollo|graphql|graphql-ws|rxjs|tslib|@wry|optimism)\//;
const ELEMENT =
  /element-plus\/(?:es\/(?:utils|hooks|constants|_virtual|locale|components\/(?:badge|button|collection|config-provider|dropdown|focus-trap|form\/src\/(?:hooks|constants)|icon|overlay|popover|popper|progress|roving-focus-group|scrollbar|slot|tag|tooltip|tooltip-v2))|theme-chalk\/(?:base|dark\/css-vars|el-(?:badge|config-provider|button|button-group|dropdown|dropdown-menu|dropdown-item|popover|popper|progress|scrollbar|tag|tooltip))\.css)/;
const ELEMENT_NEEDS = /node_modules\/(?:lodash-es|@sxzz|@ctrl|@vueuse|@element-plus\/icons-vue)\//;
/** What every page needs of our own. */
export const FRAME =
  /virtual:frame-operation\/|packages\/console\/src\/(?:app\/(?!CommandPalette|use-command|palette|messages|NotFound)|gql\/|platform\/(?!echarts)|ui\/(?:EmptyState|ErrorState|ForbiddenState|QueryState|PageHeader|SkeletonTable|StatusBanner|TimeText|use-breadcrumb)|features\/(?:[\w-]+\/(?:index|paths)\.ts|break-glass\/(?:BreakGlassBanner|use-)|operations\/(?:JobProgress|OpenAlarms|use-job|use-job-note)|access\/use-sign-out))/;

/** How the built console is cut into files, for `build.rolldownOptions.output.codeSplitting`. */
export const chunks = {
  includeDependenciesRecursively: false,
  groups: [
    { name: 'vendor', test: VENDOR, priority: 3 },
    { name: 'element', test: new RegExp(`${ELEMENT.source}|${ELEMENT_NEEDS.source}`), priority: 2 },
    { name: 'frame', test: FRAME, priority: 1 },
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
